package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.B;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.trial.TrialState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** After a crash nobody knows whose fault it was: those that were in it run again, each alone. */
@Tag("unit")
final class RunnerCrashTest {
  private final Bench bench = new Bench();

  private void crashOfTwo() {
    bench.submit(spec("co2", 9));
    bench.join(A, 2);
    bench.crashed(A, attempt("co2", 1, 1), 1);
    bench.crashed(A, attempt("co2", 2, 1), 1);
  }

  @Test
  void a_crash_with_companions_counts_against_nobody() {
    bench.submit(spec("co2", 9));
    bench.join(A, 2);

    Decision decision = bench.crashed(A, attempt("co2", 1, 1), 1);

    assertThat(Told.written(StoreCommand.EndAttempt.class, decision))
        .extracting(StoreCommand.EndAttempt::after)
        .containsExactly(new TrialProgress(TrialState.QUEUED, 1, 0, 0, 0));
  }

  @Test
  void suspects_run_one_after_the_other_on_a_worker_that_holds_nothing_else() {
    crashOfTwo();

    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 2)))
        .containsExactly(attempt("co2", 1, 2));
    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 1))).isEmpty();
    assertThat(Told.assigned(A, bench.train(A, attempt("co2", 1, 2), 0.5)))
        .containsExactly(attempt("co2", 2, 2));
  }

  @Test
  void a_worker_is_emptied_before_it_takes_a_suspect() {
    bench.submit(spec("co2", 9));
    bench.join(A, 3);
    bench.crashed(A, attempt("co2", 1, 1), 1);
    bench.crashed(A, attempt("co2", 2, 1), 1);

    // Trial 3 was prepared while the runner was gone and is still there.
    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 2))).isEmpty();
    assertThat(Told.assigned(A, bench.train(A, attempt("co2", 3, 1), 0.5)))
        .containsExactly(attempt("co2", 1, 2));
  }

  @Test
  void other_workers_go_on_beside_a_quarantine() {
    crashOfTwo();
    bench.scheduler.requestWork(A, 2);

    assertThat(Told.assigned(B, bench.join(B, 2)))
        .containsExactly(attempt("co2", 3, 1), attempt("co2", 4, 1));
  }

  @Test
  void the_quarantine_ends_with_the_last_suspect() {
    crashOfTwo();
    bench.scheduler.requestWork(A, 2);
    bench.train(A, attempt("co2", 1, 2), 0.5);
    bench.train(A, attempt("co2", 2, 2), 0.5);

    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 2)))
        .containsExactly(attempt("co2", 3, 1), attempt("co2", 4, 1));
  }

  @Test
  void another_worker_takes_the_suspects_when_the_quarantined_one_leaves() {
    crashOfTwo();
    bench.scheduler.requestWork(A, 2);
    bench.scheduler.leaving(A);

    assertThat(Told.assigned(B, bench.join(B, 2))).hasSize(1);
  }

  @Test
  void a_lost_worker_does_not_clear_a_suspect() {
    crashOfTwo();
    bench.scheduler.requestWork(A, 2);
    bench.scheduler.leaving(A);

    // Trials 1 and 2 both still run alone: 1 was lost before it could show what it does.
    assertThat(Told.assigned(B, bench.join(B, 3))).containsExactly(attempt("co2", 1, 3));
    assertThat(Told.assigned(B, bench.train(B, attempt("co2", 1, 3), 0.5)))
        .containsExactly(attempt("co2", 2, 2));
  }

  @Test
  void a_lone_crash_counts_as_a_failure_and_as_a_crash() {
    bench.submit(spec("co2", 1));
    bench.join(A, 1);

    Decision decision = bench.crashed(A, attempt("co2", 1, 1), 0);

    assertThat(Told.written(StoreCommand.EndAttempt.class, decision))
        .extracting(StoreCommand.EndAttempt::after)
        .containsExactly(new TrialProgress(TrialState.QUEUED, 1, 1, 0, 1));
  }

  @Test
  void three_lone_crashes_fail_a_trial_whatever_its_budget() {
    bench.submit(spec("co2", 1).maxRestarts(100));
    bench.join(A, 1);
    for (int attempt = 1; attempt <= 2; attempt++) {
      assertThat(Told.states(bench.crashed(A, attempt("co2", 1, attempt), 0)))
          .containsExactly(TrialState.QUEUED);
      bench.scheduler.requestWork(A, 1);
    }

    assertThat(Told.states(bench.crashed(A, attempt("co2", 1, 3), 0)))
        .containsExactly(TrialState.FAILED);
  }
}
