package io.cellsearch.coordinator.spec;

import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import java.util.List;
import java.util.Optional;

/** What the engine dl4j asks of a model: only cells that DL4J has, with all of their peepholes. */
final class EngineRule {
  /** The key in the section training. */
  static final String KEY = "engine";

  private static final List<String> DL4J_CELLS = List.of("lstm", "lstm-peephole", "rnn-tanh");
  private static final String PEEPHOLES = "model.peephole_";

  /** A rule that a model breaks, and by what. */
  record Broken(String path, String rule, String value) {}

  private EngineRule() {}

  /** What the chosen engine does not have of a model. */
  static Optional<Broken> broken(List<Parameter> model, List<Parameter> training) {
    if (!values(training, "training." + KEY).contains("dl4j")) {
      return Optional.empty();
    }
    List<String> others =
        values(model, ModelForm.CELL).stream().filter(cell -> !DL4J_CELLS.contains(cell)).toList();
    if (!others.isEmpty()) {
      String rule =
          "must be among %s, the cells that training.engine dl4j has"
              .formatted(String.join(", ", DL4J_CELLS));
      return Optional.of(new Broken("cell", rule, String.join(", ", others)));
    }
    return model.stream()
        .map(Parameter::path)
        .filter(path -> path.startsWith(PEEPHOLES) && values(model, path).contains("false"))
        .map(
            path ->
                new Broken(
                    path.substring("model.".length()),
                    "must be true, as training.engine dl4j has all peepholes or none",
                    "false"))
        .findFirst();
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
