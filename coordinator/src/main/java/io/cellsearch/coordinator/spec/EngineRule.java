package io.cellsearch.coordinator.spec;

import io.cellsearch.core.space.Domain;
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
          "training.l2");

  private static final ParameterValue OFF = new ParameterValue.Flag(false);

  /** A section of the file and what training.engine dl4j does not have of it. */
  record Broken(String section, String key, String rule, String value) {}

  private EngineRule() {}

  /** Everything that the chosen engine does not have. */
  static List<Broken> broken(List<Parameter> model, List<Parameter> training) {
    if (!values(training, "training." + KEY).contains("dl4j")) {
      return List.of();
    }
    List<Broken> broken = new ArrayList<>(optimizers(training));
    broken.addAll(momentum(training));
    List<Parameter> all = new ArrayList<>(model);
    all.addAll(training);
    for (Parameter parameter : all) {
      boolean isOff = values(parameter.domain()).equals(List.of(OFF));
      if (OTHERS_OPTIONS.contains(parameter.path()) && !isOff) {
        broken.add(lacking(parameter));
      }
    }
    broken.addAll(cells(model));
    return broken;
  }

  private static Broken lacking(Parameter parameter) {
    int dot = parameter.path().indexOf('.');
    return new Broken(
        parameter.path().substring(0, dot),
        parameter.path().substring(dot + 1),
        "must be left out, as training.engine dl4j does not have it",
        shown(parameter.domain()));
  }

  private static String shown(Domain domain) {
    List<ParameterValue> values = values(domain);
    return values.isEmpty()
        ? "a range"
        : values.stream().map(ParameterValue::text).collect(Collectors.joining(", "));
  }

  private static List<Broken> optimizers(List<Parameter> training) {
    String others =
        values(training, "training.optimizer").stream()
            .filter(optimizer -> !DL4J_OPTIMIZERS.contains(optimizer))
            .collect(Collectors.joining(", "));
    return others.isEmpty()
        ? List.of()
        : List.of(
            new Broken(
                "training",
                "optimizer",
                "must be among %s, the optimizers that training.engine dl4j has"
                    .formatted(String.join(", ", DL4J_OPTIMIZERS)),
                others));
  }

  /** DL4J has Nesterov's momentum alone. */
  private static List<Broken> momentum(List<Parameter> training) {
    return training.stream()
        .filter(parameter -> parameter.path().equals("training.momentum"))
        .filter(parameter -> values(training, "training.optimizer").contains("sgd"))
        .map(
            parameter ->
                new Broken(
                    "training",
                    "momentum",
                    "must be left out with sgd, as training.engine dl4j has that of nesterov alone",
                    shown(parameter.domain())))
        .toList();
  }

  private static List<Broken> cells(List<Parameter> model) {
    List<String> others =
        values(model, ModelForm.CELL).stream().filter(cell -> !DL4J_CELLS.contains(cell)).toList();
    if (!others.isEmpty()) {
      String rule =
          "must be among %s, the cells that training.engine dl4j has"
              .formatted(String.join(", ", DL4J_CELLS));
      return List.of(new Broken("model", "cell", rule, String.join(", ", others)));
    }
    return model.stream()
        .map(Parameter::path)
        .filter(path -> path.startsWith(PEEPHOLES) && values(model, path).contains("false"))
        .map(
            path ->
                new Broken(
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
        .flatMap(parameter -> values(parameter.domain()).stream())
        .map(ParameterValue::text)
        .toList();
  }

  private static List<ParameterValue> values(Domain domain) {
    if (domain instanceof Domain.Choice choice) {
      return choice.values();
    }
    return domain instanceof Domain.Constant constant ? List.of(constant.value()) : List.of();
  }
}
