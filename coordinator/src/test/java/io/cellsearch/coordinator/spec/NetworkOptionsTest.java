package io.cellsearch.coordinator.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.space.Condition;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Options of networks and of training that a file may have, and that are no parameters if not. */
@Tag("unit")
class NetworkOptionsTest {
  private static final String TASK =
      """
      task:
        type: forecast
        data: {file: small.csv, time: week, targets: [co2]}
        window: 4
      """;
  private final SpecReader reader = new SpecReader(new CsvInspector(), "1.2.3");

  @Test
  void aFileWithoutOptionsHasTheParametersOfTheFirstVersion() {
    assertThat(parameters(TASK))
        .extracting(Parameter::path)
        .containsExactly(
            "model.cell",
            "model.units",
            "model.layers",
            "model.bidirectional",
            "model.dropout",
            "training.optimizer",
            "training.learning_rate",
            "training.batch_size",
            "training.clip_norm",
            "training.max_epochs",
            "training.patience");
  }

  @Test
  void aConvolutionsOptionsExistWhereItHasFilters() {
    String text =
        TASK
            + """
            model:
              convolution_filters: {values: [0, 8, 16]}
              convolution_width: {min: 2, max: 4}
              convolution_padding: {values: [causal, same]}
            """;

    assertThat(parameter(text, "model.convolution_filters").conditions()).isEmpty();
    assertThat(conditions(text, "model.convolution_width")).containsExactly("8", "16");
    assertThat(conditions(text, "model.convolution_padding")).containsExactly("8", "16");
  }

  @Test
  void anOptimizersOptionExistsUnderThatOptimizerAlone() {
    String text =
        TASK
            + """
            training:
              optimizer: {values: [adam, sgd, nesterov, adamw]}
              momentum: {min: 0.5, max: 0.99}
              weight_decay: {min: 1e-4, max: 0.1, scale: log}
              l2: 0
            """;

    assertThat(conditions(text, "training.momentum")).containsExactly("sgd", "nesterov");
    assertThat(conditions(text, "training.weight_decay")).containsExactly("adamw");
    assertThat(conditions(text, "training.l2")).containsExactly("adam", "sgd", "nesterov");
  }

  @Test
  void anOptionOfEveryChosenOptimizerHasNoCondition() {
    String text = TASK + "training: {optimizer: nesterov, momentum: 0.95}\n";

    assertThat(parameter(text, "training.momentum").conditions()).isEmpty();
  }

  @Test
  void recurrentDropoutExistsForCellsThatMultiplyTheirStateByAMatrix() {
    String text =
        TASK
            + """
            model:
              cell: {values: [lstm, indrnn, gru]}
              input_dropout: {values: [0, 0.2]}
              recurrent_dropout: {min: 0, max: 0.5}
            training: {input_noise: 0.1}
            """;

    assertThat(conditions(text, "model.recurrent_dropout")).containsExactly("lstm", "gru");
    assertThat(parameter(text, "model.input_dropout").conditions()).isEmpty();
    assertThat(parameter(text, "training.input_noise").conditions()).isEmpty();
  }

  private List<String> conditions(String text, String path) {
    List<Condition> conditions = parameter(text, path).conditions();
    assertThat(conditions).hasSize(1);
    return conditions.get(0).values().stream().map(ParameterValue::text).toList();
  }

  private Parameter parameter(String text, String path) {
    return parameters(text).stream()
        .filter(parameter -> parameter.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private List<Parameter> parameters(String text) {
    SpecResult result =
        reader.read(
            new SpecSource("file.yaml", text.getBytes(StandardCharsets.UTF_8)),
            new FolderCatalog(Golden.FOLDER.resolve("malformed/data")));
    assertThat(result).isInstanceOf(SpecResult.Valid.class);
    return ((SpecResult.Valid) result).resolved().spec().space().parameters();
  }
}
