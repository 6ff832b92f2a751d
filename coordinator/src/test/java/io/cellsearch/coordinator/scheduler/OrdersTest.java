package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.Bench.failed;
import static io.cellsearch.coordinator.scheduler.Bench.report;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.order.Order;
import io.cellsearch.coordinator.order.OrderResult;
import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.coordinator.store.PausedTime;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.coordinator.telemetry.LiveEvent;
import io.cellsearch.core.experiment.StoppingSettings.Asha;
import io.cellsearch.core.experiment.StoppingSettings.AshaPromotion;
import io.cellsearch.core.experiment.StoppingSettings.Variant;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToWorker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each order in each state of an experiment that is under way. */
@Tag("unit")
final class OrdersTest {
  private static final ExperimentId CO2 = new ExperimentId("co2");
  private static final AttemptId ONE = attempt("co2", 1, 1);
  private static final AttemptId TWO = attempt("co2", 2, 1);
  private static final StoredCheckpoint KEPT = new StoredCheckpoint("1".repeat(64), 2);
  private static final Order PAUSE = new Order.Pause(CO2);
  private static final Order RESUME = new Order.Resume(CO2);
  private static final Order STOP = new Order.Stop(CO2);
  private static final Order CANCEL = new Order.Cancel(CO2);

  private final Bench bench = new Bench();

  /** Worker a runs trials 1 and 2. */
  private void runTwo(SpecBuilder spec) {
    bench.submit(spec);
    bench.join(A, 2);
  }

  private static void assertDone(Ordered ordered, ExperimentState state, String message) {
    assertThat(ordered.result()).isEqualTo(new OrderResult.Done(CO2, state, true, message));
  }

  private void assertUnchanged(Order order, ExperimentState state, String message) {
    Ordered ordered = bench.order(order);
    assertThat(ordered.result()).isEqualTo(new OrderResult.Done(CO2, state, false, message));
    assertThat(ordered.decision().commands()).isEmpty();
  }

  private void assertRefused(Order order, String message) {
    Ordered ordered = bench.order(order);
    assertThat(ordered.result()).isEqualTo(new OrderResult.Refused(message));
    assertThat(ordered.decision().commands()).isEmpty();
  }

  private Decision handsBack(AttemptId id, int epoch, Optional<StoredCheckpoint> checkpoint) {
    return bench.ended(A, id, epoch, new Outcome.Paused(epoch, checkpoint));
  }

  @Test
  void aPauseWantsBackWhatRunsAndIsWrittenFirst() {
    runTwo(spec("co2", 9));

    Ordered paused = bench.order(PAUSE);

    assertDone(paused, ExperimentState.PAUSED, "co2 is paused: 2 run to their next checkpoint");
    assertThat(paused.decision().commands())
        .containsExactly(
            new StoreCommand.SteerExperiment(
                CO2,
                ExperimentState.PAUSED,
                new PausedTime(Optional.of(bench.clock.instant()), Duration.ZERO)));
    assertThat(Told.to(A, paused.decision()))
        .containsExactly(new ToWorker.HandBack(ONE), new ToWorker.HandBack(TWO));
    assertThat(paused.decision().effects())
        .contains(new Effect.Publish(new LiveEvent.ExperimentChanged(CO2, "PAUSED")));
  }

  @Test
  void theSamePauseAgainChangesNothing() {
    runTwo(spec("co2", 9));
    bench.order(PAUSE);

    assertUnchanged(PAUSE, ExperimentState.PAUSED, "co2 is paused already");
  }

  @Test
  void whatComesBackWaitsWithItsCheckpointAndNothingOfItBegins() {
    runTwo(spec("co2", 9));
    bench.order(PAUSE);
    bench.reports(A, report(ONE, 1, 0.5), report(ONE, 2, 0.4));

    Decision back = handsBack(ONE, 2, Optional.of(KEPT));

    assertThat(Told.states(back)).containsExactly(TrialState.QUEUED);
    assertThat(Told.written(StoreCommand.SetCheckpoint.class, back)).hasSize(1);
    assertThat(bench.scheduler.requestWork(A, 2).commands()).isEmpty();
    assertThat(bench.scheduler.queuedTrials()).isEqualTo(1);
  }

  @Test
  void theSlotsOfAPausedExperimentGoToOthers() {
    runTwo(spec("co2", 9));
    bench.order(PAUSE);
    bench.submit(spec("jsb", 9));
    bench.scheduler.requestWork(A, 2);

    assertThat(Told.assigned(A, handsBack(ONE, 0, Optional.empty())))
        .containsExactly(attempt("jsb", 1, 1));
  }

  @Test
  void aTrialThatReportsWhileItShouldComeBackIsToldAgain() {
    runTwo(spec("co2", 9));
    bench.order(PAUSE);

    assertThat(Told.to(A, bench.reports(A, report(ONE, 1, 0.5))))
        .contains(new ToWorker.HandBack(ONE));
  }

  @Test
  void aTrialWhoseEngineWritesNoCheckpointRunsToItsEnd() {
    runTwo(spec("co2", 9).engine("dl4j"));

    Ordered paused = bench.order(PAUSE);

    assertDone(
        paused,
        ExperimentState.PAUSED,
        "co2 is paused: 2 run to their ends as dl4j writes no checkpoint");
    assertThat(Told.to(A, paused.decision())).isEmpty();
    assertThat(Told.states(bench.train(A, ONE, 0.5))).containsExactly(TrialState.COMPLETED);
  }

  @Test
  void aResumeLetsTheTrialsGoOnFromTheirCheckpoints() {
    runTwo(spec("co2", 9));
    bench.order(PAUSE);
    bench.reports(A, report(ONE, 1, 0.5), report(ONE, 2, 0.4));
    handsBack(ONE, 2, Optional.of(KEPT));
    bench.scheduler.requestWork(A, 1);
    bench.clock.advance(Duration.ofMinutes(5));

    Ordered resumed = bench.order(RESUME);

    assertDone(resumed, ExperimentState.RUNNING, "co2 goes on: 1 trial waits for a slot");
    assertThat(Told.written(StoreCommand.SteerExperiment.class, resumed.decision()))
        .containsExactly(
            new StoreCommand.SteerExperiment(
                CO2,
                ExperimentState.RUNNING,
                new PausedTime(Optional.empty(), Duration.ofMinutes(5))));
    assertThat(Told.to(A, resumed.decision()))
        .filteredOn(ToWorker.Assign.class::isInstance)
        .map(message -> ((ToWorker.Assign) message).assignment().kind())
        .containsExactly(new Assignment.Kind.Train(Optional.of(KEPT), OptionalInt.empty()));
    assertUnchanged(RESUME, ExperimentState.RUNNING, "co2 is not paused: it is RUNNING");
  }

  @Test
  void aTrialThatCameToItsRungWhileItWasWantedBackRestsThere() {
    bench.submit(spec("co2", 9).stopping(new AshaPromotion(2, 2)));
    bench.join(A, 1);
    bench.reports(A, report(ONE, 1, 0.5));
    bench.order(PAUSE);
    bench.reports(A, report(ONE, 2, 0.5));

    assertThat(Told.states(handsBack(ONE, 2, Optional.of(KEPT))))
        .containsExactly(TrialState.PAUSED);
  }

  /** Of two at the rung of one epoch the worse is told to stop, and has come back before. */
  @Test
  void aTrialThatShouldStopButCameBackStoresItsWeightsWhenTheExperimentGoesOn() {
    runTwo(spec("co2", 2).stopping(new Asha(1, 2, Variant.OPTUNA)));
    bench.order(PAUSE);
    bench.reports(A, report(ONE, 1, 0.5), report(TWO, 1, 0.6));
    StoredCheckpoint kept = new StoredCheckpoint("1".repeat(64), 1);

    assertThat(Told.states(handsBack(TWO, 1, Optional.of(kept))))
        .containsExactly(TrialState.QUEUED);
    bench.scheduler.requestWork(A, 1);
    AttemptId again = attempt("co2", 2, 2);
    assertThat(Told.to(A, bench.order(RESUME).decision())).contains(new ToWorker.StopTrial(again));
    assertThat(
            Told.states(
                bench.ended(
                    A, again, 0, new Outcome.Trained(1, 1, Optional.of(Bench.MODEL), true))))
        .containsExactly(TrialState.STOPPED);
  }

  @Test
  void anEvaluationEndsInAPauseToo() {
    bench.submit(spec("co2", 1));
    bench.join(A, 1);
    bench.train(A, ONE, 0.5);
    bench.scheduler.requestWork(A, 1);

    assertDone(
        bench.order(PAUSE), ExperimentState.PAUSED, "co2 is paused: 1 evaluation ends first");
    Decision evaluated =
        bench.ended(A, attempt("co2", 1, 2), 0, new Outcome.Evaluated(0.5, Metrics.NONE));
    assertThat(Told.end(evaluated).orElseThrow().state()).isEqualTo(ExperimentState.COMPLETED);
  }

  @Test
  void aRepetitionComesBackInAPauseAndGoesOn() {
    bench.submit(spec("co2", 1).confirm(1, 2));
    bench.join(A, 1);
    bench.train(A, ONE, 0.5);
    bench.scheduler.requestWork(A, 1);
    bench.order(PAUSE);
    AttemptId repetition = attempt("co2", 2, 1);
    bench.reports(A, report(repetition, 1, 0.5));

    assertThat(
            Told.states(
                handsBack(repetition, 1, Optional.of(new StoredCheckpoint("2".repeat(64), 1)))))
        .containsExactly(TrialState.QUEUED);
    bench.scheduler.requestWork(A, 1);
    assertThat(Told.assigned(A, bench.order(RESUME).decision()))
        .containsExactly(attempt("co2", 2, 2));
  }

  @Test
  void theTimeOfAPauseDoesNotCount() {
    bench.submit(spec("co2", 9).maxDuration(Duration.ofSeconds(60)));
    bench.join(A, 1);
    bench.clock.advance(Duration.ofSeconds(50));
    bench.order(PAUSE);
    bench.clock.advance(Duration.ofHours(9));
    assertThat(bench.scheduler.tick().commands()).isEmpty();
    bench.order(RESUME);

    assertThat(bench.ticks(9).commands()).isEmpty();
    // The 60th second of those that count.
    assertThat(Told.written(StoreCommand.AppendSearchEvent.class, bench.ticks(1)))
        .extracting(StoreCommand.AppendSearchEvent::json)
        .contains("{\"event\":\"time-over\"}");
  }

  @Test
  void aStopLetsWhatHasBegunComeToItsEndAndConcludes() {
    runTwo(spec("co2", 9));

    assertDone(
        bench.order(STOP),
        ExperimentState.STOPPING,
        "co2 is stopping: no trial starts any more, 2 come to their ends");

    assertUnchanged(STOP, ExperimentState.STOPPING, "co2 is stopping already");
    assertThat(bench.scheduler.requestWork(A, 2).commands()).isEmpty();
    bench.train(A, ONE, 0.5);
    AttemptId evaluation = attempt("co2", 2, 2);
    assertThat(Told.assigned(A, bench.train(A, TWO, 0.4))).containsExactly(evaluation);
    assertUnchanged(STOP, ExperimentState.STOPPING, "co2 is stopping already");
    Decision last = bench.ended(A, evaluation, 0, new Outcome.Evaluated(0.5, Metrics.NONE));
    assertThat(Told.end(last).orElseThrow().reason()).contains("it was stopped");
  }

  @Test
  void aTrialThatFailsWhileItsExperimentStopsIsTriedAgain() {
    runTwo(spec("co2", 9));
    bench.order(STOP);

    assertThat(Told.states(bench.ended(A, ONE, 0, failed()))).containsExactly(TrialState.QUEUED);
    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 1)))
        .containsExactly(attempt("co2", 1, 2));
  }

  @Test
  void aStopOfAnExperimentWithoutATrialEndsIt() {
    bench.submit(spec("co2", 9));

    Ordered stopped = bench.order(STOP);

    assertDone(stopped, ExperimentState.COMPLETED, "co2 has ended: no trial was under way");
    assertThat(Told.end(stopped.decision()).orElseThrow().reason())
        .contains("it was stopped; none has a result");
  }

  @Test
  void aStopCancelsTrialsThatWereNeverOnASlot() {
    Bench small = new Bench((spec, data, configuration) -> Bench.MEMORY * 2);
    small.submit(spec("co2", 2));
    small.join(A, 1);
    assertThat(small.scheduler.queuedTrials()).isEqualTo(2);

    Decision stopped = small.order(STOP).decision();

    assertThat(Told.states(stopped)).containsExactly(TrialState.CANCELLED, TrialState.CANCELLED);
    assertThat(Told.end(stopped)).isPresent();
  }

  @Test
  void aStopOfAPausedExperimentLetsItsTrialsComeToTheirEnds() {
    runTwo(spec("co2", 9));
    bench.order(PAUSE);
    handsBack(ONE, 0, Optional.empty());
    bench.scheduler.requestWork(A, 1);

    Ordered stopped = bench.order(STOP);

    assertDone(
        stopped,
        ExperimentState.STOPPING,
        "co2 is stopping: no trial starts any more, 2 come to their ends");
    assertThat(Told.assigned(A, stopped.decision())).containsExactly(attempt("co2", 1, 2));
  }

  @Test
  void aStoppingExperimentCanBePausedAndGoesOnStopping() {
    runTwo(spec("co2", 9));
    bench.order(STOP);

    assertThat(((OrderResult.Done) bench.order(PAUSE).result()).state())
        .isEqualTo(ExperimentState.PAUSED);
    assertThat(((OrderResult.Done) bench.order(RESUME).result()).state())
        .isEqualTo(ExperimentState.STOPPING);
  }

  @Test
  void aStopIsNoUseToAnExperimentWhoseWinnerIsEvaluated() {
    bench.submit(spec("co2", 1));
    bench.join(A, 1);
    bench.train(A, ONE, 0.5);

    assertUnchanged(
        STOP, ExperimentState.RUNNING, "co2 starts no trial any more: its conclusion is under way");
  }

  @Test
  void aCancelAbandonsWhatRunsAtOnce() {
    runTwo(spec("co2", 9));
    bench.ended(A, TWO, 0, failed());
    bench.reports(A, report(ONE, 1, 0.5));

    Ordered cancelled = bench.order(CANCEL);

    assertDone(
        cancelled,
        ExperimentState.CANCELLED,
        "co2 is cancelled: 1 attempt is abandoned, 1 trial that waited is cancelled;"
            + " results stay");
    assertThat(Told.to(A, cancelled.decision())).containsExactly(new ToWorker.Abandon(ONE));
    assertThat(Told.states(cancelled.decision()))
        .containsExactly(TrialState.CANCELLED, TrialState.CANCELLED);
    assertThat(Told.end(cancelled.decision()).orElseThrow().state())
        .isEqualTo(ExperimentState.CANCELLED);
    assertThat(bench.scheduler.heldAttempts()).isZero();
    assertThat(bench.scheduler.order(CANCEL)).isEmpty();
  }

  @Test
  void aCancelEndsAPausedAndAStoppingExperimentToo() {
    runTwo(spec("co2", 9));
    bench.order(STOP);
    bench.order(PAUSE);

    assertThat(Told.end(bench.order(CANCEL).decision()).orElseThrow().state())
        .isEqualTo(ExperimentState.CANCELLED);
  }

  @Test
  void aCancelAbandonsAnEvaluationAndDropsTrialsThatRest() {
    bench.submit(spec("co2", 1));
    bench.join(A, 1);
    bench.train(A, ONE, 0.5);
    bench.scheduler.requestWork(A, 1);

    Ordered cancelled = bench.order(CANCEL);

    assertThat(Told.to(A, cancelled.decision()))
        .containsExactly(new ToWorker.Abandon(attempt("co2", 1, 2)));
    assertThat(Told.written(StoreCommand.EndExperiment.class, cancelled.decision()))
        .extracting(StoreCommand.EndExperiment::state)
        .containsExactly(ExperimentState.CANCELLED);
    // The trial keeps what it has.
    assertThat(Told.states(cancelled.decision())).containsExactly(TrialState.COMPLETED);
  }

  @Test
  void aCancelEndsRepetitionsWithoutAConclusion() {
    bench.submit(spec("co2", 1).confirm(1, 2));
    bench.join(A, 1);
    bench.train(A, ONE, 0.5);
    bench.scheduler.requestWork(A, 1);

    Decision cancelled = bench.order(CANCEL).decision();

    assertThat(Told.states(cancelled)).containsExactly(TrialState.CANCELLED, TrialState.CANCELLED);
    assertThat(Told.written(StoreCommand.EndExperiment.class, cancelled)).hasSize(1);
  }

  @Test
  void anExtensionGivesFreeSlotsMoreTrials() {
    bench.submit(spec("co2", 1));
    bench.join(A, 2);

    Ordered extended = bench.order(new Order.Extend(CO2, 3));

    assertDone(extended, ExperimentState.RUNNING, "co2 has 3 trials to try instead of 1");
    assertThat(Told.assigned(A, extended.decision())).containsExactly(TWO);
    assertThat(extended.decision().commands()).contains(new StoreCommand.ExtendExperiment(CO2, 3));
    assertUnchanged(
        new Order.Extend(CO2, 3), ExperimentState.RUNNING, "co2 has max_trials 3 already");
    assertRefused(
        new Order.Extend(CO2, 2), "co2 has max_trials 3, which can only be raised, but got 2");
  }

  @Test
  void aPausedExperimentIsExtendedAndStaysPaused() {
    runTwo(spec("co2", 2));
    bench.order(PAUSE);

    Ordered extended = bench.order(new Order.Extend(CO2, 3));

    assertDone(extended, ExperimentState.PAUSED, "co2 has 3 trials to try instead of 2");
    assertThat(Told.recipients(extended.decision())).isEmpty();
  }

  @Test
  void anExtensionWaitsUntilAStoppingOrConcludingExperimentHasEnded() {
    runTwo(spec("co2", 3));
    bench.order(STOP);
    assertRefused(new Order.Extend(CO2, 9), "co2 is stopping: extend it when it has ended");

    bench.train(A, ONE, 0.5);
    bench.train(A, TWO, 0.4);

    assertRefused(
        new Order.Extend(CO2, 9),
        "co2 has its winner evaluated: give the order again when it has ended");
  }

  @Test
  void aFailedTrialIsQueuedAgainWithAllOfItsRetries() {
    runTwo(spec("co2", 9).maxRestarts(0));
    bench.ended(A, ONE, 0, failed());
    Order requeue = new Order.Requeue(new TrialId(CO2, 1));

    Ordered requeued = bench.order(requeue);

    assertDone(
        requeued, ExperimentState.RUNNING, "co2/1 waits for a slot again, with all of its retries");
    assertThat(Told.written(StoreCommand.UpdateTrial.class, requeued.decision()))
        .containsExactly(
            new StoreCommand.UpdateTrial(
                ONE.trial(), new TrialProgress(TrialState.QUEUED, 1, 0, 0, 0)));
    assertUnchanged(requeue, ExperimentState.RUNNING, "co2/1 is QUEUED already");
    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 1)))
        .containsExactly(attempt("co2", 1, 2));
    assertUnchanged(requeue, ExperimentState.RUNNING, "co2/1 is RUNNING already");
  }

  @Test
  void aPoisonousTrialRunsAloneWhenItIsQueuedAgain() {
    runTwo(spec("co2", 2).maxRestarts(0));
    bench.crashed(A, ONE, 0);
    bench.order(new Order.Requeue(new TrialId(CO2, 1)));

    assertThat(bench.scheduler.requestWork(A, 1).commands()).isEmpty();
    assertThat(Told.assigned(A, bench.train(A, TWO, 0.5))).containsExactly(attempt("co2", 1, 2));
  }

  @Test
  void onlyAFailedTrialIsQueuedAgain() {
    runTwo(spec("co2", 9));
    bench.train(A, ONE, 0.5);

    assertRefused(
        new Order.Requeue(new TrialId(CO2, 1)),
        "co2/1 is COMPLETED: only a FAILED trial is queued again");
    assertThat(bench.order(new Order.Requeue(new TrialId(CO2, 7))).result())
        .isEqualTo(new OrderResult.Unknown("no trial co2/7 is known"));
  }

  @Test
  void aFailedTrialWaitsUntilThePausedExperimentGoesOn() {
    runTwo(spec("co2", 9).maxRestarts(0));
    bench.ended(A, ONE, 0, failed());
    bench.order(PAUSE);
    bench.order(new Order.Requeue(new TrialId(CO2, 1)));

    assertThat(bench.scheduler.requestWork(A, 1).commands()).isEmpty();
    assertThat(Told.assigned(A, bench.order(RESUME).decision()))
        .containsExactly(attempt("co2", 1, 2));
  }

  @Test
  void noFailedTrialIsQueuedAgainAfterTheTime() {
    bench.submit(spec("co2", 9).maxRestarts(0).maxDuration(Duration.ofSeconds(60)));
    bench.join(A, 2);
    bench.ended(A, ONE, 0, failed());
    bench.clock.advance(Duration.ofSeconds(60));
    bench.scheduler.tick();

    assertRefused(
        new Order.Requeue(new TrialId(CO2, 1)),
        "co2 starts no trial any more: its max_duration is over");
  }

  @Test
  void anOrderAboutAnExperimentThatIsNotUnderWayIsForTheStore() {
    for (Order order : List.of(PAUSE, RESUME, STOP, CANCEL)) {
      assertThat(bench.scheduler.order(order)).isEmpty();
    }
  }
}
