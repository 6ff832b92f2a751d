package io.cellsearch.coordinator.actor;

import static io.cellsearch.coordinator.actor.ActorFixture.PATIENCE;
import static io.cellsearch.coordinator.actor.ActorFixture.WORKER;
import static io.cellsearch.coordinator.actor.ActorFixture.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import io.cellsearch.coordinator.telemetry.EventSubscription;
import io.cellsearch.coordinator.telemetry.LiveEvent;
import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.AttemptProgress;
import io.cellsearch.protocol.AttemptReport;
import io.cellsearch.protocol.ReportId;
import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told is on the disk. */
@Tag("cluster")
final class LeaderTest {
  @TempDir private Path folder;
  private ActorFixture actor;

  @BeforeEach
  void start() throws Exception {
    actor = new ActorFixture(folder);
  }

  @AfterEach
  void stop() {
    actor.close();
  }

  @Test
  void anAssignmentIsSentAfterItsCommit() throws Exception {
    actor.begin();

    HeldStore.Held commit = actor.holdAnOrder();
    actor.expectNothing();
    commit.apply();

    assertThat(AttemptId.of(actor.expectAssignment())).isEqualTo(attempt(1, 1));
  }

  @Test
  void aReportIsAcknowledgedAfterItsCommit() throws Exception {
    actor.begin();
    actor.requestWork(1);
    actor.expectAssignment();
    actor.store.hold();

    EpochReport report = new EpochReport(1, 1, 0.5, 0.5, Metrics.NONE, 1);
    actor.coordinator.tell(
        new ToCoordinator.Reports(
            WORKER, List.of(new AttemptReport(attempt(1, 1), 1, report)), actor.worker.ref()));
    HeldStore.Held commit = actor.store.next();
    actor.expectNothing();
    commit.apply();

    actor.worker.expectMessage(PATIENCE, new ToWorker.Ack(List.of(new ReportId(attempt(1, 1), 1))));
  }

  @Test
  void aCheckpointIsAcknowledgedAndAnEarlierOnesFileGoesAfterItsCommit() throws Exception {
    actor.begin();
    actor.requestWork(1);
    actor.expectAssignment();
    StoredCheckpoint first = new StoredCheckpoint("1".repeat(64), 1);
    StoredCheckpoint second = new StoredCheckpoint("2".repeat(64), 2);
    report(1);
    report(2);
    checkpointed(first);
    actor.worker.expectMessage(PATIENCE, new ToWorker.AckCheckpoint(attempt(1, 1), first));
    actor.store.hold();

    checkpointed(second);
    HeldStore.Held commit = actor.store.next();
    actor.expectNothing();
    assertThat(actor.discarded).isEmpty();
    commit.apply();

    actor.worker.expectMessage(PATIENCE, new ToWorker.AckCheckpoint(attempt(1, 1), second));
    assertThat(actor.discarded).containsExactly(first.sha256());
  }

  @Test
  void aRequestForWorkWaitsForWhatIsUnderWayAndNotForReportsThatCameBeforeIt() throws Exception {
    actor.begin();
    actor.requestWork(1);
    actor.expectAssignment();
    actor.store.hold();

    tellReports(1, Backlog.MOST_UNDER_WAY);
    tellReports(Backlog.MOST_UNDER_WAY + 1, Backlog.MOST_UNDER_WAY + 1);
    actor.requestWork(1);
    HeldStore.Held many = actor.store.next();
    HeldStore.Held assignment = actor.store.next();
    many.apply();
    HeldStore.Held one = actor.store.next();
    assignment.apply();
    one.apply();

    assertThat(actor.worker.expectMessageClass(ToWorker.Ack.class, PATIENCE).reports())
        .hasSize(Backlog.MOST_UNDER_WAY);
    assertThat(AttemptId.of(actor.expectAssignment())).isEqualTo(attempt(2, 1));
    actor.worker.expectMessage(
        PATIENCE,
        new ToWorker.Ack(List.of(new ReportId(attempt(1, 1), Backlog.MOST_UNDER_WAY + 1))));
  }

  @Test
  void theEndOfAnAttemptWaitsBehindTheReportsOfItsWorker() throws Exception {
    actor.begin();
    actor.requestWork(1);
    actor.expectAssignment();
    actor.store.hold();

    int all = Backlog.MOST_UNDER_WAY + 1;
    tellReports(1, all - 1);
    tellReports(all, all);
    actor.coordinator.tell(
        new ToCoordinator.Ended(
            WORKER,
            new ToCoordinator.AttemptEnded(
                attempt(1, 1), 1, all, 0, new Outcome.Trained(all, 1, Optional.empty(), false)),
            actor.worker.ref()));
    HeldStore.Held many = actor.store.next();
    actor.store.pass();
    many.apply();

    actor.worker.expectMessageClass(ToWorker.Ack.class, PATIENCE);
    actor.worker.expectMessageClass(ToWorker.Ack.class, PATIENCE);
    actor.worker.expectMessage(PATIENCE, new ToWorker.AckEnded(attempt(1, 1)));
  }

  private void tellReports(int from, int to) {
    List<AttemptReport> reports =
        IntStream.rangeClosed(from, to)
            .mapToObj(
                step ->
                    new AttemptReport(
                        attempt(1, 1), 1, new EpochReport(step, step, 0.5, 0.5, Metrics.NONE, 1)))
            .toList();
    actor.coordinator.tell(new ToCoordinator.Reports(WORKER, reports, actor.worker.ref()));
  }

  private void report(int step) {
    EpochReport report = new EpochReport(step, step, 0.5, 0.5, Metrics.NONE, 1);
    actor.coordinator.tell(
        new ToCoordinator.Reports(
            WORKER, List.of(new AttemptReport(attempt(1, 1), 1, report)), actor.worker.ref()));
    actor.worker.expectMessage(
        PATIENCE, new ToWorker.Ack(List.of(new ReportId(attempt(1, 1), step))));
  }

  private void checkpointed(StoredCheckpoint checkpoint) {
    actor.coordinator.tell(
        new ToCoordinator.Checkpointed(WORKER, attempt(1, 1), checkpoint, actor.worker.ref()));
  }

  @Test
  void pagesHearOfATrialAfterItsCommit() throws Exception {
    actor.begin();
    try (EventSubscription page = actor.events.subscribe(10)) {
      HeldStore.Held commit = actor.holdAnOrder();
      assertThat(page.next(Duration.ZERO)).isEmpty();
      commit.apply();

      assertThat(page.next(PATIENCE))
          .get()
          .isInstanceOfSatisfying(
              LiveEvent.TrialChanged.class,
              event -> assertThat(event.trial()).isEqualTo(attempt(1, 1).trial()));
    }
  }

  @Test
  void answersWithoutACommitWaitForTheCommitsBeforeThem() throws Exception {
    actor.begin();
    HeldStore.Held first = actor.holdAnOrder();

    AttemptId unknown = attempt(9, 1);
    actor.coordinator.tell(
        new ToCoordinator.Renew(
            WORKER, List.of(new AttemptProgress(unknown, 1)), actor.worker.ref()));
    actor.requestWork(1);
    HeldStore.Held second = actor.store.next();
    first.apply();

    assertThat(AttemptId.of(actor.expectAssignment())).isEqualTo(attempt(1, 1));
    actor.worker.expectMessage(PATIENCE, new ToWorker.Abandon(unknown));
    actor.expectNothing();
    second.apply();
    assertThat(AttemptId.of(actor.expectAssignment())).isEqualTo(attempt(2, 1));
  }

  @Test
  void aWorkerThatHasNotSaidHelloIsToldSo() {
    actor.requestWork(1);

    actor.worker.expectMessage(PATIENCE, new ToWorker.NotKnown());
  }

  @Test
  void helloIsAnsweredWithTheTermAndTheWayToTheFiles() {
    assertThat(actor.hello())
        .isEqualTo(new ToWorker.Welcome(1, Optional.empty(), Optional.empty()));
  }

  @Test
  void aWorkerWhoseActorEndedIsNotKnownAnyMore() {
    TestProbe<WorkerMessage> mortal = actor.kit.createTestProbe();
    actor.coordinator.tell(
        new ToCoordinator.Hello(WORKER, 1, Device.CPU, 1L << 30, List.of(), mortal.ref()));
    mortal.expectMessageClass(ToWorker.Welcome.class, PATIENCE);
    awaitWorkers(1);

    mortal.stop();
    awaitWorkers(0);

    actor.requestWork(1);
    actor.worker.expectMessage(PATIENCE, new ToWorker.NotKnown());
  }

  /** The meter is read at each tick of the coordinator. */
  private void awaitWorkers(int count) {
    actor.worker.awaitAssert(
        PATIENCE,
        () ->
            assertThat(actor.meters.scrape())
                .containsPattern("(?m)^cellsearch_workers " + count + "(\\.0)?$"));
  }
}
