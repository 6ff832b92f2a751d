package io.cellsearch.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.SearchSettings.PointsFirst;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiment files that a command changes before it submits them. */
@Tag("unit")
final class LocalSpecTest {
  private static final String SPEC =
      """
      name: small
      task:
        type: forecast
        data: {file: waves.csv, time: t, targets: [y]}
        window: 8
        horizon: 2
      model:
        cell: {values: [lstm, gru]}
        units: {type: int, min: 4, max: 16}
        forget_bias: {min: 0.0, max: 2.0, when: {cell: [lstm]}}
      training:
        learning_rate: {min: 1e-4, max: 1e-1, scale: log}
        max_epochs: 2
      search: {algorithm: tpe%s}
      limits: {max_trials: 20}
      """;

  @TempDir private Path folder;

  private LocalSpec read(String more) throws Exception {
    StringBuilder waves = new StringBuilder("t,y\n");
    for (int i = 0; i < 100; i++) {
      waves.append(i).append(',').append(Math.sin(i / 3.0)).append('\n');
    }
    Files.writeString(folder.resolve("waves.csv"), waves);
    return LocalSpec.read(Files.writeString(folder.resolve("small.yaml"), SPEC.formatted(more)));
  }

  private static Map<String, JsonNode> row(String json) throws Exception {
    Map<String, JsonNode> row = new LinkedHashMap<>();
    new ObjectMapper()
        .readTree(json)
        .fields()
        .forEachRemaining(field -> row.put(field.getKey(), field.getValue()));
    return row;
  }

  private static List<String> points(LocalSpec spec) {
    SearchSettings search = spec.resolved().spec().search();
    return search instanceof PointsFirst first
        ? first.points().stream().map(point -> point.values().toString()).toList()
        : List.of();
  }

  @Test
  void aPastConfigurationIsTriedWithWhatOfItLiesInTheSpace() throws Exception {
    LocalSpec cold = read("");

    LocalSpec warm =
        cold.beginningWith(
            List.of(
                // 32 units are too many, dropout is not searched here, the rate is a whole number.
                row(
                    """
                    {"model.cell": "lstm", "model.units": 32, "model.dropout": 0.2,
                     "model.forget_bias": 1, "training.learning_rate": 0.0001}
                    """),
                // A gru has no forget_bias here.
                row("{\"model.cell\": \"gru\", \"model.forget_bias\": 1.0}")));

    assertThat(points(warm)).hasSize(2);
    PointsFirst search = (PointsFirst) warm.resolved().spec().search();
    assertThat(search.points().get(0).values().keySet())
        .contains("model.cell", "model.forget_bias", "training.learning_rate")
        .doesNotContain("model.units", "model.dropout");
    assertThat(search.points().get(1).values().keySet())
        .contains("model.cell")
        .doesNotContain("model.forget_bias");
    assertThat(warm.resolved().spec().space()).isEqualTo(cold.resolved().spec().space());
    assertThat(warm.resolved().spec().limits()).isEqualTo(cold.resolved().spec().limits());
  }

  @Test
  void theFilesOwnPointsComeAfterThem() throws Exception {
    LocalSpec warm =
        read(", points_to_try: [{model.units: 5}]")
            .beginningWith(List.of(row("{\"model.units\": 6}"), row("{\"model.units\": 6}")));

    assertThat(points(warm))
        .as("equal ones once, then those of the file")
        .hasSize(2)
        .first()
        .asString()
        .contains("6");
    assertThat(points(warm).get(1)).contains("5");
  }

  @Test
  void nothingChangesWhereNoValueLiesInTheSpace() throws Exception {
    LocalSpec cold = read("");

    assertThat(cold.beginningWith(List.of(row("{\"model.units\": 100, \"a\": true}"))))
        .isSameAs(cold);
  }

  @Test
  void anotherNumberOfTrialsChangesNothingElse() throws Exception {
    LocalSpec more = read("").withMaxTrials(50);

    assertThat(more.resolved().spec().limits().maxTrials()).hasValue(50);
    assertThat(more.resolved().spec().search()).isEqualTo(read("").resolved().spec().search());
  }
}
