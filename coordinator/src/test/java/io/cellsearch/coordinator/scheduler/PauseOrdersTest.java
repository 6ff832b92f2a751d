package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.Bench.report;
import static io.cellsearch.coordinator.scheduler.GivenOrders.CO2;
import static io.cellsearch.coordinator.scheduler.GivenOrders.KEPT;
import static io.cellsearch.coordinator.scheduler.GivenOrders.ONE;
import static io.cellsearch.coordinator.scheduler.GivenOrders.PAUSE;
import static io.cellsearch.coordinator.scheduler.GivenOrders.RESUME;
import static io.cellsearch.coordinator.scheduler.GivenOrders.TWO;
import static io.cellsearch.coordinator.scheduler.GivenOrders.assertDone;
import static io.cellsearch.coordinator.scheduler.GivenOrders.assertUnchanged;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.coordinator.store.PausedTime;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.coordinator.telemetry.LiveEvent;
import io.cellsearch.core.experiment.StoppingSettings.Asha;
import io.cellsearch.core.experiment.StoppingSettings.AshaPromotion;
import io.cellsearch.core.experiment.StoppingSettings.Variant;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToWorker;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pause and resume, in each state of an experiment that is under way. */
@Tag("unit")
final class PauseOrdersTest {
  private final Bench bench = new Bench();

  @Test
  void aPauseWantsBackWhatRunsAndIsWrittenFirst() {
    bench.runTwo(spec("co2", 9));

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
    bench.runTwo(spec("co2", 9));
    bench.order(PAUSE);

    assertUnchanged(bench.order(PAUSE), ExperimentState.PAUSED, "co2 is paused already");
  }

  @Test
  void whatComesBackWaitsWithItsCheckpointAndNothingOfItBegins() {
    bench.runTwo(spec("co2", 9));
    bench.order(PAUSE);
    bench.reports(A, report(ONE, 1, 0.5), report(ONE, 2, 0.4));

    Decision back = bench.handsBack(A, ONE, 2, Optional.of(KEPT));

    assertThat(Told.states(back)).containsExactly(TrialState.QUEUED);
    assertThat(Told.written(StoreCommand.SetCheckpoint.class, back)).hasSize(1);
    assertThat(bench.scheduler.requestWork(A, 2).commands()).isEmpty();
    assertThat(bench.scheduler.queuedTrials()).isEqualTo(1);
  }

  @Test
  void theSlotsOfAPausedExperimentGoToOthers() {
    bench.runTwo(spec("co2", 9));
    bench.order(PAUSE);
    bench.submit(spec("jsb", 9));
    bench.scheduler.requestWork(A, 2);

    assertThat(Told.assigned(A, bench.handsBack(A, ONE, 0, Optional.empty())))
        .containsExactly(attempt("jsb", 1, 1));
  }

  @Test
  void aTrialThatReportsWhileItShouldComeBackIsToldAgain() {
    bench.runTwo(spec("co2", 9));
    bench.order(PAUSE);

    assertThat(Told.to(A, bench.reports(A, report(ONE, 1, 0.5))))
        .contains(new ToWorker.HandBack(ONE));
  }

  @Test
  void aTrialWhoseEngineWritesNoCheckpointRunsToItsEnd() {
    bench.runTwo(spec("co2", 9).engine("dl4j"));

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
    bench.runTwo(spec("co2", 9));
    bench.order(PAUSE);
    bench.reports(A, report(ONE, 1, 0.5), report(ONE, 2, 0.4));
    bench.handsBack(A, ONE, 2, Optional.of(KEPT));
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
    assertUnchanged(
        bench.order(RESUME), ExperimentState.RUNNING, "co2 is not paused: it is RUNNING");
  }

  @Test
  void aTrialThatCameToItsRungWhileItWasWantedBackRestsThere() {
    bench.submit(spec("co2", 9).stopping(new AshaPromotion(2, 2)));
    bench.join(A, 1);
    bench.reports(A, report(ONE, 1, 0.5));
    bench.order(PAUSE);
    bench.reports(A, report(ONE, 2, 0.5));

    assertThat(Told.states(bench.handsBack(A, ONE, 2, Optional.of(KEPT))))
        .containsExactly(TrialState.PAUSED);
  }

  /** Of two at the rung of one epoch the worse is told to stop, and has come back before. */
  @Test
  void aTrialThatShouldStopButCameBackStoresItsWeightsWhenTheExperimentGoesOn() {
    bench.runTwo(spec("co2", 2).stopping(new Asha(1, 2, Variant.OPTUNA)));
    bench.order(PAUSE);
    bench.reports(A, report(ONE, 1, 0.5), report(TWO, 1, 0.6));
    StoredCheckpoint kept = new StoredCheckpoint("1".repeat(64), 1);

    assertThat(Told.states(bench.handsBack(A, TWO, 1, Optional.of(kept))))
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
    bench.conclude(spec("co2", 1));

    assertDone(
        bench.order(PAUSE), ExperimentState.PAUSED, "co2 is paused: 1 evaluation ends first");
    Decision evaluated =
        bench.ended(A, attempt("co2", 1, 2), 0, new Outcome.Evaluated(0.5, Metrics.NONE));
    assertThat(Told.end(evaluated).orElseThrow().state()).isEqualTo(ExperimentState.COMPLETED);
  }

  @Test
  void aRepetitionComesBackInAPauseAndGoesOn() {
    bench.conclude(spec("co2", 1).confirm(1, 2));
    bench.order(PAUSE);
    AttemptId repetition = attempt("co2", 2, 1);
    bench.reports(A, report(repetition, 1, 0.5));

    assertThat(
            Told.states(
                bench.handsBack(
                    A, repetition, 1, Optional.of(new StoredCheckpoint("2".repeat(64), 1)))))
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
}
