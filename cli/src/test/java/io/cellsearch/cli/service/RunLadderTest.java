package io.cellsearch.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The default search from the command line. What it promises: equal orders of reports give equal
 * searches, to the bit. On one slot there is only one order. On several the order depends on who is
 * faster, and with it who is promoted and what is suggested; what a trial learns does not, so that
 * equal configurations of equal numbers have equal losses, epoch by epoch.
 */
@Tag("cluster")
final class RunLadderTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int TRIALS = 16;
  private static final int EPOCHS = 6;

  private static final String SPEC =
      """
      name: small
      %s
      model:
        cell: {values: [lstm, gru]}
        units: {type: int, min: 4, max: 16, scale: log}
      training:
        learning_rate: {min: 1e-3, max: 3e-2, scale: log}
        max_epochs: %d
      search: {seed: 5, sampler: %s, algorithm: ladder, finalists: 2}
      limits: {max_trials: %d}
      """;

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void data() throws IOException {
    Co2.copyTo(folder);
  }

  @AfterEach
  void endAll() {
    started.forEach(Services::end);
  }

  /** The leaderboard of a run without what the clock says. */
  private JsonNode run(String name, String sampler, int slots) throws Exception {
    Path spec = folder.resolve("small.yaml");
    Files.writeString(spec, SPEC.formatted(Co2.TASK, EPOCHS, sampler, TRIALS));
    Path out = folder.resolve(name + ".json");
    Path err = folder.resolve(name + ".err");
    String state = folder.resolve(name).toString();
    String count = Integer.toString(slots);
    List<String> words =
        Services.commandLine(
            "run",
            spec.toString(),
            "--port",
            "0",
            "--state",
            state,
            "--slots",
            count,
            "--format",
            "json");
    Process process =
        new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    started.add(process);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(name).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    JsonNode rows = new ObjectMapper().readTree(out.toFile()).path("rows");
    rows.forEach(row -> ((ObjectNode) row).remove(List.of("seconds", "worker")));
    return rows;
  }

  @Test
  void onOneSlotTheSameSeedFindsTheSame() throws Exception {
    JsonNode first = run("first", "gp", 1);

    assertThat(run("second", "gp", 1)).isEqualTo(first);
    assertSound(first);
  }

  @Test
  void onTwoSlotsItFindsAWinnerAmongTheSameTrials() throws Exception {
    JsonNode one = run("one", "random", 1);
    JsonNode two = run("two", "random", 2);

    assertSound(two);
    // Random suggestions follow from the trial's number, and losses from the configuration.
    Map<Integer, JsonNode> byTrial = new TreeMap<>();
    one.forEach(row -> byTrial.put(row.path("trial").asInt(), row));
    for (JsonNode row : two) {
      JsonNode other = byTrial.get(row.path("trial").asInt());
      assertThat(row.path("parameters")).isEqualTo(other.path("parameters"));
      if (row.path("epochs").equals(other.path("epochs"))) {
        assertThat(row.path("validationLoss")).isEqualTo(other.path("validationLoss"));
      }
    }
  }

  /** Rungs at 1, 2 and 4 epochs; the two best at least are trained to their ends. */
  private static void assertSound(JsonNode rows) {
    assertThat(rows).hasSize(TRIALS);
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.path("epochs").asInt()).isIn(1, 2, 4, EPOCHS);
              assertThat(row.path("state").asText())
                  .isEqualTo(row.path("epochs").asInt() == EPOCHS ? "COMPLETED" : "STOPPED");
            });
    assertThat(rows)
        .filteredOn(row -> row.path("state").asText().equals("COMPLETED"))
        .hasSizeBetween(2, TRIALS / 2);
    assertThat(rows).filteredOn(row -> !row.path("testLoss").isNull()).hasSize(1);
    assertThat(rows.path(0).path("testLoss").isNull()).isFalse();
  }
}
