package io.cellsearch.worker.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.frames.Frame;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.AttemptProgress;
import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.worker.Attempts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a worker gets to know its coordinator, gets work, and leaves. */
@Tag("unit")
final class WorkerActorTest {
  private static final AttemptId ID = Attempts.id(1);
  private static final AttemptId OTHER = Attempts.id(2);

  @TempDir Path folder;
  private Stage stage;

  @BeforeEach
  void start() throws IOException {
    stage = new Stage(folder);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void itSaysHelloUntilItIsWelcome() {
    ToCoordinator.Hello hello =
        new ToCoordinator.Hello(
            Stage.WORKER, 2, Device.CPU, Stage.MEMORY, List.of(), stage.worker());
    stage.expect(hello);
    stage.expectSilence();
    stage.pass(WorkerActor.REPEAT);
    stage.expect(hello);

    stage.welcome(Attempts.TERM, Optional.empty());
    stage.pass(WorkerActor.REPEAT);

    stage.expectSilence();
  }

  @Test
  void itAsksForWorkForItsFreeSlotsAndOneAheadForEachOnceItsRunnerIsUp() throws Exception {
    stage.expect(ToCoordinator.Hello.class);
    stage.welcome(Attempts.TERM, Optional.empty());
    stage.expectSilence();

    stage.runner.ready();
    stage.expect(new ToCoordinator.RequestWork(Stage.WORKER, 4, stage.worker()));
    stage.running(ID);
    stage.pass(WorkerActor.REPEAT);

    stage.expect(new ToCoordinator.RequestWork(Stage.WORKER, 3, stage.worker()));
    stage.running(OTHER);
    stage.pass(WorkerActor.REPEAT);
    stage.expect(new ToCoordinator.RequestWork(Stage.WORKER, 2, stage.worker()));
  }

  @Test
  void anAssignmentIsStartedWhenItsFilesAreThere() throws Exception {
    stage.begin();
    stage.tell(new ToWorker.Assign(Attempts.evaluate(ID)));

    assertThat(stage.runner.hears()).isEqualTo(new Frame.Start(Attempts.evaluate(ID)));
  }

  @Test
  void anAssignmentThatComesTwiceIsStartedOnce() throws Exception {
    stage.begin();
    stage.running(ID);
    stage.tell(new ToWorker.Assign(Attempts.train(ID)));

    stage.running(OTHER);

    assertThat(stage.runner.heardNothingMore()).isTrue();
  }

  @Test
  void anAssignmentOfAnOlderTermIsNotTaken() throws Exception {
    stage.begin();
    stage.tell(new ToWorker.Assign(Attempts.train(ID, Attempts.TERM - 1)));
    stage.running(OTHER);

    stage.pass(WorkerActor.RENEW);

    assertThat(stage.await(ToCoordinator.Renew.class).progress())
        .containsExactly(new AttemptProgress(OTHER, 0));
  }

  @Test
  void aLateWelcomeOfAnOlderTermChangesNothing() throws Exception {
    stage.begin();
    stage.welcome(Attempts.TERM - 1, Optional.empty());
    stage.tell(new ToWorker.Assign(Attempts.train(ID, Attempts.TERM - 1)));
    stage.running(OTHER);

    assertThat(stage.runner.heardNothingMore()).isTrue();
    stage.expectSilence();
  }

  @Test
  void everyFiveSecondsItRenewsItsLeasesWithTheBatchesThatAreDone() throws Exception {
    stage.begin();
    stage.running(ID);
    stage.running(OTHER);
    stage.runner.says(Attempts.progress(ID, 512));

    stage.pass(Duration.ofSeconds(5));

    ToCoordinator.Renew renewal =
        new ToCoordinator.Renew(
            Stage.WORKER,
            List.of(new AttemptProgress(ID, 512), new AttemptProgress(OTHER, 0)),
            stage.worker());
    assertThat(stage.await(ToCoordinator.Renew.class)).isEqualTo(renewal);
    stage.expectSilence();
    stage.pass(Duration.ofSeconds(5));
    assertThat(stage.await(ToCoordinator.Renew.class)).isEqualTo(renewal);
  }

  @Test
  void toACoordinatorThatDoesNotKnowItItSaysWhatItHolds() throws Exception {
    stage.begin();
    stage.running(ID);

    stage.tell(new ToWorker.NotKnown());

    stage.expect(
        new ToCoordinator.Hello(
            Stage.WORKER, 2, Device.CPU, Stage.MEMORY, List.of(ID), stage.worker()));
  }

  @Test
  void aStopGoesToTheRunner() throws Exception {
    stage.begin();
    stage.running(ID);

    stage.tell(new ToWorker.StopTrial(ID));

    assertThat(stage.runner.hears()).isEqualTo(new Frame.StopTrial(ID.trial(), 1));
  }

  @Test
  void anAbandonedAttemptEndsInTheRunnerAndMakesRoom() throws Exception {
    stage.begin();
    stage.running(ID);
    stage.running(OTHER);

    stage.tell(new ToWorker.Abandon(ID));

    assertThat(stage.runner.hears()).isEqualTo(new Frame.Abandon(ID.trial(), 1));
    stage.expect(new ToCoordinator.RequestWork(Stage.WORKER, 3, stage.worker()));
    stage.runner.says(Attempts.reported(ID, 1));
    stage.expectSilence();
  }

  @Test
  void aWorkerThatLeavesSaysSoAndBeginsAndReportsNothingMore() throws Exception {
    stage.begin();
    stage.running(ID);

    stage.tell(new WorkerActor.Leave(Duration.ZERO, new CompletableFuture<>()));

    stage.expect(new ToCoordinator.Leaving(Stage.WORKER, stage.worker()));
    stage.tell(new ToWorker.Assign(Attempts.train(OTHER)));
    stage.tell(new ToWorker.NotKnown());
    stage.runner.says(Attempts.reported(ID, 1));
    stage.runner.dies("killed");
    stage.pass(WorkerActor.RENEW);
    stage.expectSilence();
    assertThat(stage.runner.heardNothingMore()).isTrue();
  }
}
