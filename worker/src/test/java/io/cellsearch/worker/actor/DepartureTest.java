package io.cellsearch.worker.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.frames.Frame;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.worker.Attempts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is told to end gives its attempts back before it says goodbye. */
@Tag("unit")
final class DepartureTest {
  private static final AttemptId ID = Attempts.id(1);
  private static final AttemptId OTHER = Attempts.id(2);
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final int SOON = 10;

  private final CompletableFuture<Done> left = new CompletableFuture<>();

  @TempDir Path folder;
  private Stage stage;

  @BeforeEach
  void start() throws IOException {
    stage = new Stage(folder);
    stage.begin();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private void leave() {
    stage.tell(new WorkerActor.Leave(GRACE, left));
    stage.expect(new ToCoordinator.RequestWork(Stage.WORKER, 0, stage.worker()));
  }

  @Test
  void withNothingToGiveBackItLeavesAtOnce() throws Exception {
    leave();

    stage.expect(new ToCoordinator.Leaving(Stage.WORKER, stage.worker()));
    left.get(SOON, TimeUnit.SECONDS);
  }

  @Test
  void anAttemptThatPausesInTimeIsGivenBackWithItsCheckpoint() throws Exception {
    stage.running(ID);
    leave();
    assertThat(stage.runner.hears()).isEqualTo(new Frame.HandBack(ID.trial(), ID.attempt()));
    StoredCheckpoint checkpoint = Attempts.checkpoint(1);

    stage.runner.says(Attempts.reported(ID, 1));
    stage.runner.says(Attempts.ended(ID, new Outcome.Paused(1, Optional.of(checkpoint))));

    ToCoordinator.AttemptEnded end = stage.await(ToCoordinator.Ended.class).end();
    assertThat(end.outcome()).isEqualTo(new Outcome.Paused(1, Optional.of(checkpoint)));
    assertThat(end.reports()).isEqualTo(1);
    assertThat(left).isNotDone();
    stage.tell(new ToWorker.AckEnded(ID));
    stage.expect(new ToCoordinator.Leaving(Stage.WORKER, stage.worker()));
    left.get(SOON, TimeUnit.SECONDS);
  }

  @Test
  void whileItWaitsItRenewsItsLeasesAndAsksForNothingNew() throws Exception {
    stage.running(ID);
    leave();
    stage.runner.hears();

    stage.pass(WorkerActor.RENEW);

    assertThat(stage.await(ToCoordinator.Renew.class).progress()).hasSize(1);
    stage.expectSilence();
    assertThat(left).isNotDone();
  }

  @Test
  void whatWasOnItsWayToItGoesBackAtOnce() throws Exception {
    stage.running(ID);
    leave();
    stage.runner.hears();
    stage.tell(new ToWorker.Assign(Attempts.train(OTHER)));

    ToCoordinator.AttemptEnded end = stage.await(ToCoordinator.Ended.class).end();

    assertThat(end.id()).isEqualTo(OTHER);
    assertThat(end.outcome()).isEqualTo(new Outcome.Paused(0, Optional.empty()));
  }

  @Test
  void whenTheGraceIsOverItLeavesWithoutWaitingForTheRest() throws Exception {
    stage.running(ID);
    leave();
    stage.runner.hears();

    stage.pass(GRACE);

    stage.await(ToCoordinator.Leaving.class);
    left.get(SOON, TimeUnit.SECONDS);
  }

  /** A second word, with no grace, is the last one. */
  @Test
  void itCanBeHurried() throws Exception {
    stage.running(ID);
    leave();
    stage.runner.hears();

    stage.tell(new WorkerActor.Leave(Duration.ZERO, new CompletableFuture<>()));

    stage.await(ToCoordinator.Leaving.class);
    left.get(SOON, TimeUnit.SECONDS);
  }
}
