package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.Bench.failed;
import static io.cellsearch.coordinator.scheduler.Bench.report;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.protocol.ToWorker;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The bounds of a whole experiment. */
@Tag("unit")
final class LimitsTest {
  private final Bench bench = new Bench();

  private StoreCommand.EndExperiment ended(ExperimentState state, String reason) {
    return new StoreCommand.EndExperiment(
        attempt("co2", 1, 1).trial().experiment(),
        state,
        Optional.of(reason),
        bench.clock.instant());
  }

  @Test
  void noMoreTrialsRunAtOnceThanAllowed() {
    bench.join(A, 4);

    assertThat(Told.assigned(A, bench.submit(spec("co2", 9).maxConcurrent(2)))).hasSize(2);
    assertThat(Told.assigned(A, bench.train(A, attempt("co2", 1, 1), 0.5)))
        .containsExactly(attempt("co2", 3, 1));
  }

  @Test
  void tooManyFailedTrialsEndTheExperiment() {
    bench.submit(spec("co2", 9).maxRestarts(0).maxFailed(1));
    bench.join(A, 3);
    bench.ended(A, attempt("co2", 1, 1), 0, failed());

    // The second failed trial is one more than allowed.
    Decision decision = bench.ended(A, attempt("co2", 2, 1), 0, failed());

    assertThat(Told.end(decision))
        .contains(ended(ExperimentState.FAILED, "too many trials failed"));
    assertThat(Told.to(A, decision)).contains(new ToWorker.Abandon(attempt("co2", 3, 1)));
    assertThat(Told.states(decision)).containsExactly(TrialState.FAILED, TrialState.CANCELLED);
    assertThat(bench.scheduler.heldAttempts()).isZero();
  }

  @Test
  void trialsThatWaitAreCancelledWhenTheExperimentFails() {
    bench.submit(spec("co2", 9).maxRestarts(0).maxFailed(0));
    bench.join(A, 2);
    bench.hello(A, 2, attempt("co2", 2, 1));
    assertThat(bench.scheduler.queuedTrials()).isEqualTo(1);

    Decision decision = bench.ended(A, attempt("co2", 2, 1), 0, failed());

    assertThat(Told.states(decision)).containsExactly(TrialState.FAILED, TrialState.CANCELLED);
    assertThat(bench.scheduler.queuedTrials()).isZero();
  }

  @Test
  void nothingMoreIsGivenOfAFailedExperiment() {
    bench.submit(spec("co2", 9).maxRestarts(0).maxFailed(0));
    bench.join(A, 1);
    bench.ended(A, attempt("co2", 1, 1), 0, failed());

    assertThat(bench.scheduler.requestWork(A, 1).effects()).isEmpty();
  }

  @Test
  void runningTrialsStopAtTheirNextReportWhenTheTimeIsOver() {
    bench.submit(spec("co2", 9).maxDuration(Duration.ofSeconds(60)));
    bench.join(A, 1);
    bench.clock.advance(Duration.ofSeconds(58));
    bench.ticks(1);
    assertThat(Told.to(A, bench.reports(A, report(attempt("co2", 1, 1), 1, 0.5))))
        .noneMatch(ToWorker.StopTrial.class::isInstance);

    bench.ticks(1);
    Decision after = bench.reports(A, report(attempt("co2", 1, 1), 2, 0.5));

    assertThat(Told.to(A, after)).contains(new ToWorker.StopTrial(attempt("co2", 1, 1)));
  }

  @Test
  void anAttemptThatRepeatsEpochsStopsAtItsNextReportToo() {
    bench.submit(spec("co2", 9).maxDuration(Duration.ofSeconds(60)));
    bench.join(A, 1);
    bench.reports(A, report(attempt("co2", 1, 1), 1, 0.5));
    bench.reports(A, report(attempt("co2", 1, 1), 2, 0.5));
    bench.hello(A, 1);
    bench.scheduler.requestWork(A, 1);
    bench.clock.advance(Duration.ofSeconds(60));
    bench.scheduler.tick();

    Decision repeated = bench.reports(A, report(attempt("co2", 1, 2), 1, 0.5));

    assertThat(Told.to(A, repeated)).contains(new ToWorker.StopTrial(attempt("co2", 1, 2)));
  }

  @Test
  void trialsThatWaitAreCancelledWhenTheTimeIsOver() {
    bench.submit(spec("co2", 9).maxDuration(Duration.ofSeconds(60)));
    bench.join(A, 1);
    bench.ended(A, attempt("co2", 1, 1), 0, failed());
    bench.clock.advance(Duration.ofSeconds(60));

    Decision decision = bench.scheduler.tick();

    assertThat(Told.written(StoreCommand.UpdateTrial.class, decision))
        .singleElement()
        .satisfies(update -> assertThat(update.progress().state()).isEqualTo(TrialState.CANCELLED));
    assertThat(Told.end(decision))
        .contains(ended(ExperimentState.COMPLETED, "the time was over; none has a result"));
  }

  @Test
  void aTrialThatFailsAfterTheTimeIsNotTriedAgain() {
    bench.submit(spec("co2", 9).maxDuration(Duration.ofSeconds(60)));
    bench.join(A, 1);
    bench.clock.advance(Duration.ofSeconds(60));
    bench.scheduler.tick();

    Decision decision = bench.ended(A, attempt("co2", 1, 1), 0, failed());

    assertThat(Told.states(decision)).containsExactly(TrialState.CANCELLED);
    assertThat(Told.end(decision)).isPresent();
  }

  @Test
  void noTrialBeginsAfterTheTime() {
    bench.submit(spec("co2", 9).maxDuration(Duration.ofSeconds(60)));
    bench.join(A, 1);
    bench.clock.advance(Duration.ofSeconds(60));
    bench.scheduler.tick();
    bench.hello(Bench.B, 1);

    assertThat(bench.scheduler.requestWork(Bench.B, 1).commands()).isEmpty();
  }

  @Test
  void theBestOfThoseThatEndedInTimeIsEvaluated() {
    bench.submit(spec("co2", 9).maxDuration(Duration.ofSeconds(60)));
    bench.join(A, 1);
    bench.train(A, attempt("co2", 1, 1), 0.5);
    bench.clock.advance(Duration.ofSeconds(60));
    bench.scheduler.tick();

    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 1)))
        .containsExactly(attempt("co2", 1, 2));
    Decision evaluated =
        bench.ended(A, attempt("co2", 1, 2), 0, new Outcome.Evaluated(0.75, Metrics.NONE));
    assertThat(Told.end(evaluated)).contains(ended(ExperimentState.COMPLETED, "the time was over"));
  }
}
