package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.B;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.Bench.report;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of checkpoints, and what the next attempt goes on from. */
@Tag("unit")
final class CheckpointsTest {
  private static final AttemptId FIRST = attempt("co2", 1, 1);
  private static final AttemptId SECOND = attempt("co2", 1, 2);
  private static final StoredCheckpoint EARLY = new StoredCheckpoint("1".repeat(64), 1);
  private static final StoredCheckpoint LATE = new StoredCheckpoint("2".repeat(64), 2);

  private final Bench bench = new Bench();

  @BeforeEach
  void twoEpochs() {
    bench.submit(spec("co2", 1).maxRestarts(5));
    bench.join(A, 1);
    bench.reports(A, report(FIRST, 1, 0.5), report(FIRST, 2, 0.25));
  }

  private static List<StoreCommand.SetCheckpoint> set(Decision decision) {
    return Told.written(StoreCommand.SetCheckpoint.class, decision);
  }

  private static StoreCommand.SetCheckpoint to(Optional<StoredCheckpoint> checkpoint) {
    return new StoreCommand.SetCheckpoint(FIRST.trial(), checkpoint);
  }

  private Assignment.Kind assigned(WorkerId worker, Decision decision) {
    return Told.to(worker, decision).stream()
        .filter(ToWorker.Assign.class::isInstance)
        .map(message -> ((ToWorker.Assign) message).assignment().kind())
        .findFirst()
        .orElseThrow();
  }

  /** A worker that ends pauses what it holds, although the search did not ask for that. */
  @Test
  void anAttemptThatIsHandedBackGoesOnElsewhereAtOnceAndCostsNoBudget() {
    bench.join(B, 1);
    bench.scheduler.requestWork(A, 0);

    Decision decision = bench.handsBack(A, FIRST, 2, Optional.of(LATE));

    assertThat(assigned(B, decision)).isEqualTo(new Assignment.Kind.Train(Optional.of(LATE)));
    StoreCommand.EndAttempt end = Told.written(StoreCommand.EndAttempt.class, decision).get(0);
    assertThat(end.after().failures()).isZero();
    assertThat(end.after().workerLosses()).isZero();
    assertThat(Told.to(A, decision)).containsExactly(new ToWorker.AckEnded(FIRST));
  }

  @Test
  void anAttemptThatIsHandedBackBeforeItsFirstEpochKeepsTheCheckpointThatThereIs() {
    bench.checkpointed(A, FIRST, EARLY);
    bench.scheduler.leaving(A);
    assertThat(Told.assigned(B, bench.join(B, 1))).containsExactly(SECOND);

    bench.scheduler.requestWork(B, 0);
    bench.ended(B, SECOND, 0, new Outcome.Paused(1, Optional.empty()));

    assertThat(assigned(A, bench.join(A, 1)))
        .isEqualTo(new Assignment.Kind.Train(Optional.of(EARLY)));
  }

  @Test
  void aCheckpointIsStoredAndAcknowledged() {
    Decision decision = bench.checkpointed(A, FIRST, EARLY);

    assertThat(set(decision)).containsExactly(to(Optional.of(EARLY)));
    assertThat(decision.effects())
        .containsExactly(new Effect.Tell(A, new ToWorker.AckCheckpoint(FIRST, EARLY)));
  }

  @Test
  void aLaterCheckpointTakesThePlaceOfAnEarlierOneWhoseFileGoes() {
    bench.checkpointed(A, FIRST, EARLY);

    Decision decision = bench.checkpointed(A, FIRST, LATE);

    assertThat(set(decision)).containsExactly(to(Optional.of(LATE)));
    assertThat(decision.effects()).contains(new Effect.Discard(EARLY.sha256()));
  }

  @Test
  void aCheckpointThatWasHereBeforeOrIsOlderIsOnlyAcknowledged() {
    bench.checkpointed(A, FIRST, LATE);

    for (StoredCheckpoint old : List.of(EARLY, LATE)) {
      Decision decision = bench.checkpointed(A, FIRST, old);
      assertThat(decision.commands()).isEmpty();
      assertThat(Told.to(A, decision)).containsExactly(new ToWorker.AckCheckpoint(FIRST, old));
    }
  }

  @Test
  void aCheckpointThatCameBeforeItsReportsIsLeftForLater() {
    Decision decision = bench.checkpointed(A, FIRST, new StoredCheckpoint("3".repeat(64), 3));

    assertThat(decision.commands()).isEmpty();
    assertThat(decision.effects()).isEmpty();
  }

  @Test
  void aCheckpointOfAnotherWorkersAttemptIsNotTaken() {
    bench.hello(B, 1);

    Decision decision = bench.checkpointed(B, FIRST, EARLY);

    assertThat(decision.commands()).isEmpty();
    assertThat(Told.to(B, decision)).containsExactly(new ToWorker.Abandon(FIRST));
  }

  @Test
  void theNextAttemptGoesOnFromTheCheckpointOfALostOne() {
    bench.checkpointed(A, FIRST, EARLY);
    bench.join(B, 1);

    Decision left = bench.scheduler.leaving(A);

    assertThat(assigned(B, left)).isEqualTo(new Assignment.Kind.Train(Optional.of(EARLY)));
    assertThat(Told.written(StoreCommand.StartAttempt.class, left))
        .extracting(StoreCommand.StartAttempt::fromEpoch)
        .containsExactly(1);
  }

  @Test
  void theEpochsOfAnAttemptThatWentOnAreReportedFromStepOne() {
    bench.checkpointed(A, FIRST, LATE);
    bench.join(B, 1);
    bench.scheduler.leaving(A);

    Decision next = bench.reports(B, Bench.report(SECOND, 1, 3, 0.125));
    bench.checkpointed(B, SECOND, new StoredCheckpoint("3".repeat(64), 3));
    Decision end = bench.ended(B, SECOND, 1, Bench.trained(3));

    assertThat(Told.acknowledged(B, next)).containsExactly(1);
    assertThat(set(end)).containsExactly(to(Optional.empty()));
    assertThat(end.effects()).contains(new Effect.Discard("3".repeat(64)));
  }

  @Test
  void anAttemptThatFailedFurtherOnIsTriedAgainFromItsCheckpoint() {
    bench.checkpointed(A, FIRST, LATE);

    bench.ended(A, FIRST, 2, Bench.failed());

    assertThat(assigned(A, bench.scheduler.requestWork(A, 1)))
        .isEqualTo(new Assignment.Kind.Train(Optional.of(LATE)));
  }

  @Test
  void aCheckpointFromWhichNothingCameButAFailureIsNotUsedAgain() {
    bench.checkpointed(A, FIRST, LATE);
    bench.ended(A, FIRST, 2, Bench.failed());
    bench.scheduler.requestWork(A, 1);

    Decision failed = bench.ended(A, SECOND, 0, Bench.failed());

    assertThat(set(failed)).containsExactly(to(Optional.empty()));
    assertThat(failed.effects()).contains(new Effect.Discard(LATE.sha256()));
    assertThat(assigned(A, bench.scheduler.requestWork(A, 1)))
        .isEqualTo(Assignment.Kind.Train.FROM_START);
  }

  @Test
  void aLostWorkerSpoilsNoCheckpoint() {
    bench.checkpointed(A, FIRST, LATE);
    bench.join(B, 1);
    bench.scheduler.leaving(A);

    bench.hello(B, 1);

    assertThat(assigned(B, bench.scheduler.requestWork(B, 1)))
        .isEqualTo(new Assignment.Kind.Train(Optional.of(LATE)));
  }
}
