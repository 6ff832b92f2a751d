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
  void no_more_trials_run_at_once_than_allowed() {
    bench.join(A, 4);

    assertThat(Told.assigned(A, bench.submit(spec("co2", 9).maxConcurrent(2)))).hasSize(2);
    assertThat(Told.assigned(A, bench.train(A, attempt("co2", 1, 1), 0.5)))
        .containsExactly(attempt("co2", 3, 1));
  }

  @Test
  void too_many_failed_trials_end_the_experiment() {
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
  void trials_that_wait_are_cancelled_when_the_experiment_fails() {
    bench.submit(spec("co2", 9).maxRestarts(0).maxFailed(0));
    bench.join(A, 2);
    bench.hello(A, 2, attempt("co2", 2, 1));
    assertThat(bench.scheduler.queuedTrials()).isEqualTo(1);

    Decision decision = bench.ended(A, attempt("co2", 2, 1), 0, failed());

    assertThat(Told.states(decision)).containsExactly(TrialState.FAILED, TrialState.CANCELLED);
    assertThat(bench.scheduler.queuedTrials()).isZero();
  }

  @Test
  void nothing_more_is_given_of_a_failed_experiment() {
    bench.submit(spec("co2", 9).maxRestarts(0).maxFailed(0));
    bench.join(A, 1);
    bench.ended(A, attempt("co2", 1, 1), 0, failed());

    assertThat(bench.scheduler.requestWork(A, 1).effects()).isEmpty();
  }

  @Test
  void running_trials_stop_at_their_next_report_when_the_time_is_over() {
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
  void an_attempt_that_repeats_epochs_stops_at_its_next_report_too() {
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
  void trials_that_wait_are_cancelled_when_the_time_is_over() {
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
  void a_trial_that_fails_after_the_time_is_not_tried_again() {
    bench.submit(spec("co2", 9).maxDuration(Duration.ofSeconds(60)));
    bench.join(A, 1);
    bench.clock.advance(Duration.ofSeconds(60));
    bench.scheduler.tick();

    Decision decision = bench.ended(A, attempt("co2", 1, 1), 0, failed());

    assertThat(Told.states(decision)).containsExactly(TrialState.CANCELLED);
    assertThat(Told.end(decision)).isPresent();
  }

  @Test
  void no_trial_begins_after_the_time() {
    bench.submit(spec("co2", 9).maxDuration(Duration.ofSeconds(60)));
    bench.join(A, 1);
    bench.clock.advance(Duration.ofSeconds(60));
    bench.scheduler.tick();
    bench.hello(Bench.B, 1);

    assertThat(bench.scheduler.requestWork(Bench.B, 1).commands()).isEmpty();
  }

  @Test
  void the_best_of_those_that_ended_in_time_is_evaluated() {
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
