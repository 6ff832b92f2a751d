package io.cellsearch.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.cli.client.ApiClient;
import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.process.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scale-out with nothing but the archive: a worker in an empty folder trains a cell that only the
 * experiment file knows, on data that only the submitter had, and another goes on from what a
 * killed one left.
 */
@Tag("slow")
final class JoiningWorkerIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int EPOCHS = 30;
  private static final String SPEC =
      """
      name: travelling
      task:
        type: forecast
        data: {file: co2.csv, time: date, time_format: yyyyMMdd, targets: [co2], missing: interpolate}
        window: 26
        horizon: 4
      model: {cell: own, units: 24}
      cells:
        own: |
          cell own
            state h
            z  = sigmoid(W x + U h + b)
            h' = z * h + (1 - z) * tanh(W x + U h + b)
      training: {learning_rate: {min: 1e-3, max: 1e-2, scale: log}, max_epochs: %d}
      search: {algorithm: random, seed: 3}
      early_stopping: {algorithm: none}
      limits: {max_trials: 1}
      """
          .formatted(EPOCHS);

  @TempDir private Path folder;
  private Unpacked cellsearch;
  private StateDirectory state;

  @AfterEach
  void end() {
    if (cellsearch != null) {
      cellsearch.close();
    }
  }

  @Test
  void dataCellsAndCheckpointsTravelByThemselves() throws Exception {
    cellsearch = Unpacked.into(folder);
    startCoordinator();
    String id = submitFromAFolderThatIsThenGone();
    Process first = worker("first");
    awaiting("a checkpoint", () -> trial(id).path("checkpointEpoch").asInt() >= 1);

    first.descendants().forEach(ProcessHandle::destroyForcibly);
    first.destroyForcibly().waitFor();
    worker("second");
    awaiting("the end", () -> client().experiment(id).ended());

    assertThat(client().experiment(id).state()).isEqualTo("COMPLETED");
    JsonNode attempts = client().json("api/experiments/" + id + "/trials/1").path("attempts");
    assertThat(attempts.path(0).path("end").asText()).isEqualTo("worker-lost");
    assertThat(attempts.path(1).path("fromEpoch").asInt()).isBetween(1, EPOCHS - 1);
    assertThat(attempts.path(1).path("worker").asText())
        .isNotEqualTo(attempts.path(0).path("worker").asText());
    Unpacked.Said board =
        cellsearch.run("leaderboard", id, "--server", client().server().toString());
    assertThat(board.out()).contains("own", "completed");
  }

  private void startCoordinator() throws IOException {
    state = new StateDirectory(folder.resolve("coordinator"));
    Process process =
        cellsearch.start(
            "coordinator",
            "coordinator",
            "--state",
            state.path().toString(),
            "--port",
            "0",
            "--cluster-port",
            "0",
            "--lease",
            "3");
    awaiting("the coordinator listens", () -> state.running().isPresent() && process.isAlive());
  }

  private String submitFromAFolderThatIsThenGone() throws Exception {
    Path mine = Files.createDirectories(folder.resolve("submitter"));
    Path data = mine.resolve("co2.csv");
    Path spec = mine.resolve("travelling.yaml");
    Files.copy(cellsearch.home().resolve("experiments/co2.csv"), data);
    Files.writeString(spec, SPEC);
    Unpacked.Said said =
        cellsearch.run("submit", spec.toString(), "--server", client().server().toString());
    assertThat(said.exit()).as(said.err()).isZero();
    Files.delete(data);
    Files.delete(spec);
    return said.out().strip();
  }

  private Process worker(String name) throws IOException {
    return cellsearch.start(
        name,
        "worker",
        "--join",
        state.join().orElseThrow(),
        "--slots",
        "1",
        "--memory",
        "512M",
        "--state",
        folder.resolve(name).toString(),
        "--checkpoint-seconds",
        "0");
  }

  private ApiClient client() {
    return new ApiClient(state.running().orElseThrow(), Optional.empty());
  }

  private JsonNode trial(String id) throws ApiException {
    return client().json("api/experiments/" + id + "/trials").path("trials").path(0);
  }

  private void awaiting(String what, Callable<Boolean> condition) {
    try {
      Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + "\n" + said(), e);
    }
  }

  private String said() {
    StringBuilder text = new StringBuilder();
    for (String name : new String[] {"coordinator", "first", "second"}) {
      Path log = cellsearch.log(name + ".err");
      try {
        text.append("== ").append(name).append('\n');
        text.append(Files.exists(log) ? Files.readString(log) : "not started\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return text.toString();
  }
}
