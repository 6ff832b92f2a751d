package io.cellsearch.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job: one command from an experiment file to a leaderboard. */
@Tag("cluster")
final class RunTest {
  private static final Path CO2 = Path.of("../experiments/co2.yaml");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Of the progress of twelve, which may pass over any one of them. */
  private static final Pattern SOME_TRIALS = Pattern.compile("(?<!\\d)[1-9]/12 trials");

  private static final int INTERRUPTED = 130;

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endAll() {
    started.forEach(Services::end);
  }

  private Path out() {
    return folder.resolve("out");
  }

  private Path err() {
    return folder.resolve("err");
  }

  private Process run(String... more) throws IOException {
    // A shell's background job ignores Ctrl-C, and so would all that it starts.
    List<String> words = new ArrayList<>(List.of("env", "--default-signal=INT"));
    words.addAll(
        Services.commandLine(
            "run", CO2.toString(), "--port", "0", "--state", folder.resolve("state").toString()));
    words.addAll(List.of(more));
    Process process =
        new ProcessBuilder(words)
            .redirectOutput(out().toFile())
            .redirectError(err().toFile())
            .start();
    started.add(process);
    return process;
  }

  private static int exit(Process process) throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void theWinnerOfCo2BeatsEveryReference() throws Exception {
    assertThat(exit(run("--format", "json"))).isZero();

    JsonNode board = new ObjectMapper().readTree(out().toFile());
    double test = board.at("/rows/0/testLoss").asDouble();
    // RMSE in ppm over all 12 horizon steps; a plain LSTM of 24 units reaches 0.55 to 0.57.
    assertThat(test).isLessThanOrEqualTo(0.62);
    List<Double> references = new ArrayList<>();
    board.path("references").forEach(each -> references.add(each.path("testLoss").asDouble()));
    assertThat(references).hasSize(3).allMatch(reference -> test < reference);
    assertThat(board.path("rows")).hasSize(20);
    assertThat(board.path("rows")).filteredOn(row -> !row.path("testLoss").isNull()).hasSize(1);
    assertThat(Files.readString(err()))
        .contains("the page is at http://localhost:")
        .contains("20/20 trials")
        .contains("stopped early");
  }

  @Test
  void anInterruptedRunGoesOnWithResume() throws Exception {
    Process first = run("--max-trials", "12");
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> SOME_TRIALS.matcher(Files.readString(err())).find());

    Services.signal(first, "INT");

    assertThat(exit(first)).isEqualTo(INTERRUPTED);
    assertThat(Files.readString(out())).startsWith("rank").contains("reference");
    assertThat(Files.readString(err())).contains("go on with: cellsearch run").contains("--resume");

    assertThat(exit(run("--max-trials", "12", "--resume", "--format", "csv"))).isZero();

    // A header and a row each.
    assertThat(Files.readAllLines(out())).hasSize(13).noneMatch(row -> row.contains("QUEUED"));
    assertThat(exit(run("--resume"))).isEqualTo(2);
    assertThat(Files.readString(err())).contains("no run of co2 is unfinished here");
  }
}
