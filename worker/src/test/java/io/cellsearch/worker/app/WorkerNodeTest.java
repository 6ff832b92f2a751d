package io.cellsearch.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.worker.Attempts;
import io.cellsearch.worker.blob.FileServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker node in a cluster on loopback, with the runner that really trains. */
@Tag("cluster")
final class WorkerNodeTest {
  private static final AttemptId ID = Attempts.id(1);

  /** Epochs that take a few seconds. */
  private static final int LONG = 2_000;

  private static final String EXTENSION = "akka.extensions.0";

  @TempDir Path folder;
  private FileServer server;
  private PlayedCoordinator coordinator;

  @BeforeEach
  void start() throws IOException {
    server = new FileServer();
    server.put(Training.dataHash(), Training.data());
    coordinator = new PlayedCoordinator(server.url());
  }

  @AfterEach
  void stop() {
    coordinator.close();
    server.close();
  }

  @Test
  void aWorkerJoinsTrainsReportsBringsItsModelAndLeaves() throws Exception {
    try (WorkerNode node = startNode()) {
      ToCoordinator.RequestWork request = coordinator.await(ToCoordinator.RequestWork.class);
      assertThat(request.worker()).isEqualTo(node.id());
      assertThat(request.free()).as("one slot, and one ahead").isEqualTo(2);

      request.replyTo().tell(new ToWorker.Assign(Training.assignment(ID, 3)));

      ToCoordinator.AttemptEnded end = coordinator.await(ToCoordinator.Ended.class).end();
      assertThat(end.id()).isEqualTo(ID);
      assertThat(end.reports()).isEqualTo(3);
      assertThat(coordinator.reports()).containsOnlyKeys(1, 2, 3);
      String model = ((Outcome.Trained) end.outcome()).model().orElseThrow();
      assertThat(server.find(model)).isPresent();
      assertThat(server.calls())
          .containsExactly(
              "GET " + Training.dataHash() + " Bearer secret", "PUT " + model + " Bearer secret");
    }
    coordinator.await(ToCoordinator.Leaving.class);
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  /** The whole way of a checkpoint: one runner, the server, another runner. */
  @Test
  void whatOneWorkerBeganAnotherOneEnds() throws Exception {
    Duration eachEpoch = Duration.ZERO;
    ToCoordinator.Checkpointed told;
    try (WorkerNode first = startNode(folder.resolve("first"), eachEpoch)) {
      ToCoordinator.RequestWork request = coordinator.await(ToCoordinator.RequestWork.class);
      request.replyTo().tell(new ToWorker.Assign(Training.assignment(ID, LONG)));

      told = coordinator.await(ToCoordinator.Checkpointed.class);
      assertThat(told.worker()).isEqualTo(first.id());
    }
    assertThat(told.id()).isEqualTo(ID);
    assertThat(server.find(told.checkpoint().sha256())).isPresent();
    // The coordinator is told of a checkpoint when it has acknowledged all reports before.
    assertThat(coordinator.reports()).containsKey(told.checkpoint().epoch());
    coordinator.await(ToCoordinator.Leaving.class);
    coordinator.reports().clear();

    try (WorkerNode second = startNode(folder.resolve("second"), eachEpoch)) {
      ToCoordinator.RequestWork request = coordinator.await(ToCoordinator.RequestWork.class);
      AttemptId again = new AttemptId(ID.trial(), 2);
      Assignment.Kind from = new Assignment.Kind.Train(Optional.of(told.checkpoint()));
      request.replyTo().tell(new ToWorker.Assign(Training.assignment(again, LONG, from)));

      ToCoordinator.AttemptEnded end = coordinator.await(ToCoordinator.Ended.class).end();
      assertThat(second.id()).isNotEqualTo(told.worker());
      assertThat(end.id()).isEqualTo(again);
      assertThat(((Outcome.Trained) end.outcome()).epochs()).isEqualTo(LONG);
      assertThat(end.reports()).isEqualTo(LONG - told.checkpoint().epoch());
      assertThat(coordinator.reports().get(1).report().epoch())
          .isEqualTo(told.checkpoint().epoch() + 1);
    }
  }

  @Test
  void aWorkerThatTheClusterExpelsComesBackAndItsRunnerNeverNotices() throws Exception {
    try (WorkerNode node = startNode()) {
      ToCoordinator.RequestWork request = coordinator.await(ToCoordinator.RequestWork.class);
      request.replyTo().tell(new ToWorker.Assign(Training.assignment(ID, Training.ENDLESS)));
      coordinator.await(ToCoordinator.Reports.class);

      coordinator.expelWorkers();

      ToCoordinator.Hello hello = coordinator.await(ToCoordinator.Hello.class);
      assertThat(hello.worker()).isEqualTo(node.id());
      assertThat(hello.running()).containsExactly(ID);
      assertThat(hello.replyTo()).isNotEqualTo(request.replyTo());
      coordinator.await(ToCoordinator.Reports.class);
      hello.replyTo().tell(new ToWorker.StopTrial(ID));
      ToCoordinator.AttemptEnded end = coordinator.await(ToCoordinator.Ended.class).end();
      assertThat(((Outcome.Trained) end.outcome()).stoppedOnRequest()).isTrue();
      while (coordinator.reports().size() < end.reports()) {
        coordinator.await(ToCoordinator.Reports.class);
      }
      // One report an epoch, before, during and after the expulsion: none is missing.
      assertThat(coordinator.reports().keySet())
          .containsExactlyElementsOf(IntStream.rangeClosed(1, end.reports()).boxed().toList());
    }
  }

  /**
   * Remoting that is ended in a partition, while it connects to somebody who does not answer, waits
   * forever; so did the worker, even when the partition had healed.
   */
  @Test
  void aWorkerWhoseActorSystemDoesNotEndComesBackWithAnotherOne() throws Exception {
    EndlessEnd.begin();
    System.setProperty(EXTENSION, EndlessEnd.class.getName());
    ConfigFactory.invalidateCaches();
    try (WorkerNode node = startNode()) {
      ToCoordinator.Hello first = coordinator.await(ToCoordinator.Hello.class);
      coordinator.await(ToCoordinator.RequestWork.class);
      System.clearProperty(EXTENSION);
      ConfigFactory.invalidateCaches();

      coordinator.expelWorkers();

      ToCoordinator.Hello second = coordinator.await(ToCoordinator.Hello.class);
      while (second.replyTo().equals(first.replyTo())) {
        second = coordinator.await(ToCoordinator.Hello.class);
      }
      assertThat(second.worker()).isEqualTo(node.id());
    } finally {
      System.clearProperty(EXTENSION);
      ConfigFactory.invalidateCaches();
      EndlessEnd.release();
    }
  }

  /** Its runner is ended with it; told as lost, an attempt would be blamed for a crash. */
  @Test
  void aWorkerThatIsToldToEndLeavesAndBlamesNoAttempt() throws Exception {
    Path state = folder.resolve("state");
    Files.createDirectories(state.resolve("blobs"));
    Files.writeString(state.resolve("blobs").resolve(Attempts.DATA), "data");
    Process node = NodeProcess.start(coordinator.address(), state);
    try {
      coordinator
          .await(ToCoordinator.RequestWork.class)
          .replyTo()
          .tell(new ToWorker.Assign(Attempts.train(ID)));
      coordinator.await(ToCoordinator.Reports.class);
      List<ProcessHandle> runners = node.children().toList();

      node.destroy();

      coordinator.await(ToCoordinator.Leaving.class);
      assertThat(node.waitFor(90, TimeUnit.SECONDS)).isTrue();
      // 128 + 15: told to end
      assertThat(node.exitValue()).isEqualTo(143);
      assertThat(runners).hasSize(1).noneMatch(ProcessHandle::isAlive);
      coordinator.expectNothingMore();
      assertThat(coordinator.seen()).noneMatch(ToCoordinator.Ended.class::isInstance);
    } finally {
      node.destroyForcibly();
    }
  }

  private WorkerNode startNode(Path state, Duration checkpoints) throws IOException {
    return WorkerNode.start(
        WorkerSettings.loopback(coordinator.address(), 1, state, Training.runner(checkpoints)));
  }

  private WorkerNode startNode() throws IOException {
    return WorkerNode.start(
        WorkerSettings.loopback(coordinator.address(), 1, folder, Training.runner()));
  }
}
