package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.B;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.Bench.report;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.experiment.StoppingSettings.AshaPromotion;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Trials that rest at their rungs and go on from their checkpoints. Successive halving of ratio 2:
 * rungs at 1, 2, 4, 8 and 9 epochs; one of two at a rung is promoted.
 */
@Tag("unit")
final class PausesTest {
  private static final AttemptId ONE = attempt("co2", 1, 1);
  private static final AttemptId TWO = attempt("co2", 2, 1);
  private static final AttemptId THREE = attempt("co2", 3, 1);
  private static final StoredCheckpoint KEPT = new StoredCheckpoint("1".repeat(64), 1);

  private final Bench bench = new Bench();

  /** Worker a runs trials 1 and 2, worker b has nothing to do yet. */
  @BeforeEach
  void begin() {
    bench.submit(spec("co2", 9).stopping(new AshaPromotion(1, 2)));
    bench.join(A, 2);
    bench.hello(B, 1);
  }

  private Decision pauses(AttemptId id, StoredCheckpoint checkpoint) {
    return bench.handsBack(A, id, 1, Optional.of(checkpoint));
  }

  private static List<Assignment> assignments(WorkerId worker, Decision decision) {
    return Told.to(worker, decision).stream()
        .filter(ToWorker.Assign.class::isInstance)
        .map(message -> ((ToWorker.Assign) message).assignment())
        .toList();
  }

  @Test
  void anAttemptKnowsWhereItPauses() {
    bench.reports(A, report(ONE, 1, 0.5));

    assertThat(assignments(B, bench.scheduler.requestWork(B, 1)))
        .extracting(Assignment::kind)
        .containsExactly(new Assignment.Kind.Train(Optional.empty(), OptionalInt.of(1)));
  }

  @Test
  void atItsRungATrialIsToldToPause() {
    assertThat(Told.to(A, bench.reports(A, report(ONE, 1, 0.5))))
        .contains(new ToWorker.PauseTrial(ONE, 1));
  }

  @Test
  void aPausedTrialHoldsNoLeaseAndItsCheckpointIsKept() {
    bench.reports(A, report(ONE, 1, 0.5));

    Decision decision = pauses(ONE, KEPT);

    assertThat(Told.states(decision)).containsExactly(TrialState.PAUSED);
    assertThat(Told.written(StoreCommand.SetCheckpoint.class, decision))
        .containsExactly(new StoreCommand.SetCheckpoint(ONE.trial(), Optional.of(KEPT)));
    assertThat(Told.to(A, decision)).contains(new ToWorker.AckEnded(ONE));
    assertThat(bench.scheduler.heldAttempts()).isEqualTo(1);
    // A third trial takes the slot.
    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 1))).containsExactly(THREE);
  }

  @Test
  void theEndOfAPauseWaitsForItsReports() {
    assertThat(pauses(ONE, KEPT).commands()).isEmpty();
  }

  @Test
  void theBestOfTwoGoesOnWithoutAPause() {
    bench.reports(A, report(ONE, 1, 0.6));

    assertThat(Told.to(A, bench.reports(A, report(TWO, 1, 0.5))))
        .contains(new ToWorker.GoOn(TWO, 2));
  }

  /** Trial 1 rests at epoch 1 with the better loss; that of trial 2 makes two at the rung. */
  private Decision promoteOne() {
    bench.reports(A, report(ONE, 1, 0.5));
    pauses(ONE, KEPT);
    bench.reports(A, report(TWO, 1, 0.6));
    return bench.scheduler.requestWork(B, 1);
  }

  @Test
  void aPromotedTrialResumesFromItsCheckpointOnAnyWorker() {
    Decision decision = promoteOne();

    assertThat(decision.resumes()).isEqualTo(1);
    assertThat(assignments(B, decision))
        .extracting(Assignment::trial, Assignment::attempt, Assignment::kind)
        .containsExactly(
            tuple(ONE.trial(), 2, new Assignment.Kind.Train(Optional.of(KEPT), OptionalInt.of(2))));
    assertThat(Told.written(StoreCommand.StartAttempt.class, decision))
        .extracting(StoreCommand.StartAttempt::fromEpoch)
        .containsExactly(1);
  }

  @Test
  void aPausedTrialIsNoWorkUntilItIsPromoted() {
    bench.submit(spec("only", 1).stopping(new AshaPromotion(1, 2)).priority(90));
    bench.scheduler.requestWork(B, 1);
    AttemptId only = attempt("only", 1, 1);
    bench.reports(B, report(only, 1, 0.5));

    // The best of the highest rung goes on alone, to its end.
    assertThat(bench.scheduler.queuedTrials()).isZero();
    assertThat(Told.to(B, bench.reports(B, report(only, 2, 0.4))))
        .contains(new ToWorker.GoOn(only, 4));
  }

  @Test
  void aTrialThatIsPromotedOnItsWayToAPauseIsToldToGoOn() {
    bench.reports(A, report(ONE, 1, 0.5));
    bench.reports(A, report(TWO, 1, 0.6));

    // Trial 1 has not paused yet: the free slot gets a new trial.
    Decision decision = bench.scheduler.requestWork(B, 1);

    assertThat(Told.to(A, decision)).contains(new ToWorker.GoOn(ONE, 2));
    assertThat(Told.assigned(B, decision)).containsExactly(THREE);
    assertThat(decision.resumes()).isZero();
  }

  @Test
  void onePromotedTooLateToHearItIsQueuedWhenItPauses() {
    bench.reports(A, report(ONE, 1, 0.5));
    bench.reports(A, report(TWO, 1, 0.6));
    bench.scheduler.requestWork(B, 1);

    Decision decision = pauses(ONE, KEPT);

    assertThat(Told.states(decision)).containsExactly(TrialState.QUEUED);
    assertThat(decision.resumes()).isEqualTo(1);
    assertThat(assignments(A, bench.scheduler.requestWork(A, 1)))
        .extracting(Assignment::kind)
        .containsExactly(new Assignment.Kind.Train(Optional.of(KEPT), OptionalInt.of(2)));
  }

  @Test
  void aTrialThatIsLostAtItsRungRestsThereWithoutASlot() {
    bench.reports(A, report(ONE, 1, 0.5));

    Decision decision = bench.scheduler.leaving(A);

    // Trial 2 has no report yet and waits for another slot.
    assertThat(Told.states(decision)).containsExactly(TrialState.PAUSED, TrialState.QUEUED);
  }

  @Test
  void onePromotedAfterSuchALossTrainsItsEpochsAgain() {
    bench.reports(A, report(ONE, 1, 0.5));
    bench.hello(A, 2, TWO);
    bench.reports(A, report(TWO, 1, 0.6));

    assertThat(assignments(B, bench.scheduler.requestWork(B, 1)))
        .extracting(Assignment::kind)
        .containsExactly(new Assignment.Kind.Train(Optional.empty(), OptionalInt.of(2)));
  }

  @Test
  void aSecondTellingOfAPauseChangesNothing() {
    bench.reports(A, report(ONE, 1, 0.5));
    pauses(ONE, KEPT);

    Decision again = pauses(ONE, KEPT);

    assertThat(again.commands()).isEmpty();
    assertThat(Told.to(A, again)).containsExactly(new ToWorker.AckEnded(ONE));
  }

  @Test
  void aLateReportOfAPausedAttemptIsDropped() {
    promoteOne();

    Decision late = bench.reports(A, report(ONE, 2, 0.1));

    assertThat(late.commands()).isEmpty();
    assertThat(late.staleReports()).isEqualTo(1);
  }

  /** Trials 1 and 2 of a short experiment rest at epoch 1, the second with the smaller loss. */
  private void restUntilTheTimeIsOver() {
    bench.submit(
        spec("short", 9)
            .stopping(new AshaPromotion(1, 3))
            .priority(90)
            .maxDuration(Duration.ofSeconds(3)));
    for (int trial = 1; trial <= 2; trial++) {
      bench.scheduler.requestWork(B, 1);
      AttemptId resting = attempt("short", trial, 1);
      bench.reports(B, report(resting, 1, 1.0 / trial));
      bench.handsBack(B, resting, 1, Optional.of(kept(trial)));
      if (trial == 1) {
        bench.ticks(2);
      }
    }
  }

  private static StoredCheckpoint kept(int trial) {
    return new StoredCheckpoint(Integer.toString(trial).repeat(64), 1);
  }

  @Test
  void theEndOfTheTimeStopsThoseThatRestButTheBestGivesItsWeightsFirst() {
    restUntilTheTimeIsOver();

    Decision over = bench.ticks(1);

    assertThat(Told.states(over)).containsExactly(TrialState.STOPPED, TrialState.QUEUED);
    assertThat(over.effects()).contains(new Effect.Discard(kept(1).sha256()));
    assertThat(Told.end(over)).isEmpty();
  }

  @Test
  void theBestIsToldToStopAtOnceAndItsWeightsAreEvaluated() {
    restUntilTheTimeIsOver();
    bench.ticks(1);
    AttemptId last = attempt("short", 2, 2);

    Decision given = bench.scheduler.requestWork(B, 1);
    Decision end =
        bench.ended(B, last, 0, new Outcome.Trained(1, 1, Optional.of(Bench.MODEL), true));

    assertThat(Told.to(B, given))
        .filteredOn(ToWorker.StopTrial.class::isInstance)
        .containsExactly(new ToWorker.StopTrial(last));
    assertThat(assignments(B, given))
        .extracting(Assignment::kind)
        .containsExactly(new Assignment.Kind.Train(Optional.of(kept(2)), OptionalInt.of(1)));
    assertThat(Told.states(end)).containsExactly(TrialState.STOPPED);
    assertThat(assignments(B, bench.scheduler.requestWork(B, 1)))
        .extracting(Assignment::kind)
        .containsExactly(new Assignment.Kind.Evaluate(Bench.MODEL));
  }

  @Test
  void onePausingWhenTheTimeIsOverIsStoppedThere() {
    bench.submit(
        spec("short", 9)
            .stopping(new AshaPromotion(1, 2))
            .priority(90)
            .maxDuration(Duration.ofSeconds(3)));
    bench.scheduler.requestWork(B, 1);
    AttemptId pausing = attempt("short", 1, 1);
    bench.reports(B, report(pausing, 1, 0.5));
    assertThat(Told.to(B, bench.ticks(3))).contains(new ToWorker.StopTrial(pausing));

    Decision over = bench.handsBack(B, pausing, 1, Optional.of(KEPT));

    assertThat(Told.states(over)).containsExactly(TrialState.STOPPED);
    assertThat(Told.written(StoreCommand.SetCheckpoint.class, over)).isEmpty();
    assertThat(over.effects()).contains(new Effect.Discard(KEPT.sha256()));
  }

  @Test
  void tooManyFailuresCancelThoseThatRest() {
    bench.submit(
        spec("odd", 9).stopping(new AshaPromotion(1, 2)).maxRestarts(0).maxFailed(0).priority(90));
    AttemptId resting = attempt("odd", 1, 1);
    AttemptId failing = attempt("odd", 2, 1);
    bench.scheduler.requestWork(B, 1);
    bench.reports(B, report(resting, 1, 0.5));
    bench.handsBack(B, resting, 1, Optional.of(KEPT));
    bench.scheduler.requestWork(B, 1);

    Decision over = bench.ended(B, failing, 0, Bench.failed());

    assertThat(Told.states(over)).containsExactly(TrialState.FAILED, TrialState.CANCELLED);
    assertThat(over.effects()).contains(new Effect.Discard(KEPT.sha256()));
  }
}
