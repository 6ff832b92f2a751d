package io.cellsearch.coordinator.spec;

import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the engine dl4j asks of an experiment: cells that DL4J has, with all of their peepholes, in
 * plain stacks, and updaters that DL4J has.
 */
final class EngineRule {
  /** The key in the section training. */
  static final String KEY = "engine";

  private static final List<String> DL4J_CELLS = List.of("lstm", "lstm-peephole", "rnn-tanh");
  private static final String PEEPHOLES = "model.peephole_";
  private static final List<String> DL4J_OPTIMIZERS = List.of("adam", "rmsprop", "sgd", "nesterov");

  /** What the reference and the fused engine have besides. */
  private static final Set<String> OTHERS_OPTIONS =
      Set.of(
          "model.bidirectional",
          "model.input_dropout",
          "model.recurrent_dropout",
          "model.layer_norm",
          "model.embedding",
          "model.convolution_filters",
          "training.l2",
          "training.tbptt_steps");

  private static final ParameterValue OFF = new ParameterValue.Flag(false);

  private EngineRule() {}

  /** Everything that the chosen engine does not have. */
  static List<Conflict> conflicts(List<Parameter> model, List<Parameter> training) {
    if (!values(training, "training." + KEY).contains("dl4j")) {
      return List.of();
    }
    List<Conflict> conflicts = new ArrayList<>(optimizers(training));
    conflicts.addAll(momentum(training));
    List<Parameter> all = new ArrayList<>(model);
    all.addAll(training);
    for (Parameter parameter : all) {
      boolean isOff = Conflict.values(parameter.domain()).equals(List.of(OFF));
      if (OTHERS_OPTIONS.contains(parameter.path()) && !isOff) {
        conflicts.add(lacking(parameter));
      }
    }
    conflicts.addAll(cells(model));
    return conflicts;
  }

  private static Conflict lacking(Parameter parameter) {
    int dot = parameter.path().indexOf('.');
    return new Conflict(
        parameter.path().substring(0, dot),
        parameter.path().substring(dot + 1),
        "must be left out, as training.engine dl4j does not have it",
        Conflict.shown(parameter.domain()));
  }

  private static List<Conflict> optimizers(List<Parameter> training) {
    String others =
        values(training, "training.optimizer").stream()
            .filter(optimizer -> !DL4J_OPTIMIZERS.contains(optimizer))
            .collect(Collectors.joining(", "));
    return others.isEmpty()
        ? List.of()
        : List.of(
            new Conflict(
                "training",
                "optimizer",
                "must be among %s, the optimizers that training.engine dl4j has"
                    .formatted(String.join(", ", DL4J_OPTIMIZERS)),
                others));
  }

  /** DL4J has Nesterov's momentum alone. */
  private static List<Conflict> momentum(List<Parameter> training) {
    return training.stream()
        .filter(parameter -> parameter.path().equals("training.momentum"))
        .filter(parameter -> values(training, "training.optimizer").contains("sgd"))
        .map(
            parameter ->
                new Conflict(
                    "training",
                    "momentum",
                    "must be left out with sgd, as training.engine dl4j has that of nesterov alone",
                    Conflict.shown(parameter.domain())))
        .toList();
  }

  private static List<Conflict> cells(List<Parameter> model) {
    List<String> others =
        values(model, ModelForm.CELL).stream().filter(cell -> !DL4J_CELLS.contains(cell)).toList();
    if (!others.isEmpty()) {
      String rule =
          "must be among %s, the cells that training.engine dl4j has"
              .formatted(String.join(", ", DL4J_CELLS));
      return List.of(new Conflict("model", "cell", rule, String.join(", ", others)));
    }
    return model.stream()
        .map(Parameter::path)
        .filter(path -> path.startsWith(PEEPHOLES) && values(model, path).contains("false"))
        .map(
            path ->
                new Conflict(
                    "model",
                    path.substring("model.".length()),
                    "must be true, as training.engine dl4j has all peepholes or none",
                    "false"))
        .limit(1)
        .toList();
  }

  private static List<String> values(List<Parameter> parameters, String path) {
    return parameters.stream()
        .filter(parameter -> parameter.path().equals(path))
        .flatMap(parameter -> Conflict.values(parameter.domain()).stream())
        .map(ParameterValue::text)
        .toList();
  }
}
