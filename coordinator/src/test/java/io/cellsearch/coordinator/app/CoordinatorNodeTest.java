package io.cellsearch.coordinator.app;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.coordinator.actor.ScriptedWorker;
import io.cellsearch.coordinator.backup.Restore;
import io.cellsearch.protocol.WorkerMessage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole node: HTTP on one side, workers over the cluster on the other, a database below. */
@Tag("cluster")
final class CoordinatorNodeTest {
  private static final int TRIALS = 4;
  private static final String DATA = "date,co2\n20200101,400\n";
  private static final String SPEC =
      """
      name: small
      task:
        type: forecast
        data: {file: co2.csv, time: date, time_format: yyyyMMdd, targets: [co2]}
        window: 26
        horizon: 12
      model:
        cell: gru
        units: {type: int, min: 16, max: 48, scale: log}
      training:
        max_epochs: 4
      search: {algorithm: random, seed: 11}
      early_stopping: {algorithm: none}
      limits: {max_trials: %d}
      """
          .formatted(TRIALS);

  @TempDir private Path state;

  private static HttpResponse<String> submit(NodeFixture node) throws Exception {
    return node.submit(SPEC, Map.of("co2.csv", node.upload(DATA)));
  }

  private static List<JsonNode> rows(NodeFixture node) throws Exception {
    return List.copyOf(
        node.json("/api/experiments/small/leaderboard").withArray("rows").findParents("trial"));
  }

  private static int completed(NodeFixture node) throws Exception {
    return node.json("/api/experiments/small").path("trials").path("completed").asInt();
  }

  @Test
  void aNodeIsReadyOnceItLeads() throws Exception {
    try (NodeFixture node = new NodeFixture(state)) {
      assertThat(node.get("/alive").statusCode()).isEqualTo(200);

      node.awaitReady();
    }
  }

  @Test
  void aSoundFileWhoseDataWasUploadedIsAccepted() throws Exception {
    try (NodeFixture node = new NodeFixture(state)) {
      node.awaitReady();

      HttpResponse<String> response = submit(node);

      assertThat(response.body()).contains("\"small\"");
      assertThat(response.statusCode()).isEqualTo(201);
      assertThat(node.json("/api/experiments/small").path("state").asText()).isEqualTo("RUNNING");
    }
  }

  @Test
  void aFileWithProblemsIsRefusedWithAllOfThem() throws Exception {
    try (NodeFixture node = new NodeFixture(state)) {
      node.awaitReady();

      HttpResponse<String> response =
          node.submit(
              SPEC.replace("window: 26", "window: -1").replace("cell: gru", "cell: gruu"),
              Map.of("co2.csv", node.upload(DATA)));

      assertThat(response.statusCode()).isEqualTo(422);
      assertThat(response.body()).contains("small.yaml", "task.window", "model.cell");
      assertThat(node.json("/api/experiments").findValues("id")).isEmpty();
    }
  }

  @Test
  void aWorkerThatJoinsTrainsAllTrialsAndEvaluatesTheWinner() throws Exception {
    try (NodeFixture node = new NodeFixture(state)) {
      node.awaitReady();
      submit(node);
      ActorSystem<WorkerMessage> worker =
          FakeWorker.start(node.cluster(), new ScriptedWorker("a", 2), Integer.MAX_VALUE);
      try {
        node.awaitState("small", "COMPLETED");
      } finally {
        FakeWorker.stop(worker);
      }

      assertThat(rows(node)).hasSize(TRIALS);
      assertThat(rows(node)).allMatch(row -> row.path("state").asText().equals("COMPLETED"));
      assertThat(rows(node)).filteredOn(row -> row.path("testLoss").isNumber()).hasSize(1);
      assertThat(rows(node).get(0).path("testLoss").isNumber()).isTrue();
    }
  }

  @Test
  void anExperimentGoesOnFromABackupThatWasTakenWhileItRan(@TempDir Path folder) throws Exception {
    Path file;
    try (NodeFixture node = new NodeFixture(state)) {
      node.awaitReady();
      submit(node);
      ActorSystem<WorkerMessage> worker =
          FakeWorker.start(node.cluster(), new ScriptedWorker("a", 1), Integer.MAX_VALUE);
      try {
        NodeFixture.await("a trial is completed", () -> completed(node) >= 1);
        file = node.backup(folder.resolve("backup.zip"));
        node.awaitState("small", "COMPLETED");
      } finally {
        FakeWorker.stop(worker);
      }
    }
    Path restored = folder.resolve("restored");
    assertThat(Restore.into(file, restored, restored.resolve("artifacts"))).isEqualTo(1);

    try (NodeFixture node = new NodeFixture(restored)) {
      node.awaitReady();
      assertThat(completed(node)).isBetween(1, TRIALS);
      ActorSystem<WorkerMessage> worker =
          FakeWorker.start(node.cluster(), new ScriptedWorker("b", 1), Integer.MAX_VALUE);
      try {
        node.awaitState("small", "COMPLETED");
      } finally {
        FakeWorker.stop(worker);
      }
      assertThat(rows(node)).hasSize(TRIALS);
    }
  }

  @Test
  void aNodeOnTheStateOfAnotherGoesOnWhereThatOneEnded() throws Exception {
    ScriptedWorker script = new ScriptedWorker("a", 1);
    try (NodeFixture node = new NodeFixture(state)) {
      node.awaitReady();
      submit(node);
      ActorSystem<WorkerMessage> worker = FakeWorker.start(node.cluster(), script, 2);
      try {
        NodeFixture.await("two trials are completed", () -> completed(node) == 2);
        NodeFixture.await("the third is with the worker", () -> script.ids().size() == 1);
      } finally {
        FakeWorker.stop(worker);
      }
    }

    try (NodeFixture node = new NodeFixture(state)) {
      node.awaitReady();
      assertThat(completed(node)).isEqualTo(2);
      ActorSystem<WorkerMessage> worker =
          FakeWorker.start(node.cluster(), script, Integer.MAX_VALUE);
      try {
        node.awaitState("small", "COMPLETED");
      } finally {
        FakeWorker.stop(worker);
      }

      // The third trial too stayed with its worker: nothing was tried twice.
      for (int trial = 1; trial <= TRIALS; trial++) {
        JsonNode stored = node.json("/api/experiments/small/trials/" + trial);
        assertThat(stored.path("workerLosses").asInt()).isZero();
      }
    }
  }
}
