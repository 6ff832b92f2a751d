package io.cellsearch.training.trainer;

import io.cellsearch.cells.CellDefinition;
import io.cellsearch.cells.CellLibrary;
import io.cellsearch.cells.CellOptions;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.training.network.InitialisationScheme;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.Variant;
import io.cellsearch.training.task.NetworkShape;
import io.cellsearch.training.task.SequenceTask;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The {@code model} part of a configuration; every name beyond the known ones is a cell's option.
 */
record ModelSettings(
    CellDefinition cell,
    CellOptions options,
    InitialisationScheme initialisation,
    int units,
    int layers,
    double dropout,
    Variant variant) {
  private static final String PREFIX = "model.";
  private static final String BIDIRECTIONAL = "model.bidirectional";
  private static final String INITIALISATION = "model.initialisation";
  private static final String INPUT_DROPOUT = "model.input_dropout";
  private static final String RECURRENT_DROPOUT = "model.recurrent_dropout";
  private static final String LAYER_NORM = "model.layer_norm";
  private static final Set<String> KNOWN =
      Set.of(
          "model.cell",
          "model.units",
          "model.layers",
          "model.dropout",
          BIDIRECTIONAL,
          INITIALISATION,
          INPUT_DROPOUT,
          RECURRENT_DROPOUT,
          LAYER_NORM);

  /**
   * Reads a configuration.
   *
   * @param cells the user's own cells
   * @throws IllegalArgumentException for a cell or an option that is not there
   */
  static ModelSettings of(Configuration configuration, Map<String, String> cells) {
    CellLibrary library = CellLibrary.standard().with(cells);
    boolean layers = configuration.find("model.layers").isPresent();
    boolean initialisation = configuration.find(INITIALISATION).isPresent();
    return new ModelSettings(
        library.get(configuration.text("model.cell")),
        options(configuration),
        InitialisationScheme.of(initialisation ? configuration.text(INITIALISATION) : "standard"),
        configuration.integer("model.units"),
        layers ? configuration.integer("model.layers") : 1,
        real(configuration, "model.dropout"),
        variant(configuration));
  }

  private static Variant variant(Configuration configuration) {
    return new Variant(
        real(configuration, INPUT_DROPOUT),
        real(configuration, RECURRENT_DROPOUT),
        flag(configuration, BIDIRECTIONAL),
        flag(configuration, LAYER_NORM),
        FrontEndSettings.of(configuration));
  }

  private static boolean flag(Configuration configuration, String path) {
    return configuration.find(path).isPresent() && configuration.flag(path);
  }

  private static double real(Configuration configuration, String path) {
    return configuration.find(path).isPresent() ? configuration.real(path) : 0;
  }

  private static CellOptions options(Configuration configuration) {
    Map<String, Boolean> switches = new TreeMap<>();
    Map<String, Double> numbers = new TreeMap<>();
    configuration
        .values()
        .forEach(
            (path, value) -> {
              if (path.startsWith(PREFIX)
                  && !KNOWN.contains(path)
                  && !FrontEndSettings.KEYS.contains(path)) {
                String name = path.substring(PREFIX.length());
                if (value instanceof ParameterValue.Flag flag) {
                  switches.put(name, flag.value());
                } else {
                  numbers.put(name, configuration.real(path));
                }
              }
            });
    return new CellOptions(switches, numbers);
  }

  /**
   * Refuses a task whose input the network cannot read.
   *
   * @throws IllegalArgumentException with the rule
   */
  void check(SequenceTask task) {
    boolean embeds = variant.frontEnd().embedding().isPresent();
    if (embeds != task.readsTokens()) {
      throw new IllegalArgumentException(
          embeds
              ? FrontEndSettings.EMBEDDING
                  + " must be left out: what the task reads is numbers, not tokens"
              : FrontEndSettings.EMBEDDING + " must be given: what the task reads is tokens");
    }
  }

  /** The network that a task wants of this model. */
  NetworkSpec network(NetworkShape shape, int batchSize) {
    return new NetworkSpec(
        cell,
        options,
        shape.inputs(),
        units,
        layers,
        shape.outputs(),
        shape.head(),
        shape.loss(),
        dropout,
        shape.longest(),
        batchSize,
        variant);
  }
}
