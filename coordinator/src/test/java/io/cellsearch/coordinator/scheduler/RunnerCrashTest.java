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
  void aCrashWithCompanionsCountsAgainstNobody() {
    bench.submit(spec("co2", 9));
    bench.join(A, 2);

    Decision decision = bench.crashed(A, attempt("co2", 1, 1), 1);

    assertThat(Told.written(StoreCommand.EndAttempt.class, decision))
        .extracting(StoreCommand.EndAttempt::after)
        .containsExactly(new TrialProgress(TrialState.QUEUED, 1, 0, 0, 0));
  }

  @Test
  void suspectsRunOneAfterTheOtherOnAWorkerThatHoldsNothingElse() {
    crashOfTwo();

    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 2)))
        .containsExactly(attempt("co2", 1, 2));
    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 1))).isEmpty();
    assertThat(Told.assigned(A, bench.train(A, attempt("co2", 1, 2), 0.5)))
        .containsExactly(attempt("co2", 2, 2));
  }

  @Test
  void aWorkerIsEmptiedBeforeItTakesASuspect() {
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
  void otherWorkersGoOnBesideAQuarantine() {
    crashOfTwo();
    bench.scheduler.requestWork(A, 2);

    assertThat(Told.assigned(B, bench.join(B, 2)))
        .containsExactly(attempt("co2", 3, 1), attempt("co2", 4, 1));
  }

  @Test
  void theQuarantineEndsWithTheLastSuspect() {
    crashOfTwo();
    bench.scheduler.requestWork(A, 2);
    bench.train(A, attempt("co2", 1, 2), 0.5);
    bench.train(A, attempt("co2", 2, 2), 0.5);

    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 2)))
        .containsExactly(attempt("co2", 3, 1), attempt("co2", 4, 1));
  }

  @Test
  void anotherWorkerTakesTheSuspectsWhenTheQuarantinedOneLeaves() {
    crashOfTwo();
    bench.scheduler.requestWork(A, 2);
    bench.scheduler.leaving(A);

    assertThat(Told.assigned(B, bench.join(B, 2))).hasSize(1);
  }

  @Test
  void aLostWorkerDoesNotClearASuspect() {
    crashOfTwo();
    bench.scheduler.requestWork(A, 2);
    bench.scheduler.leaving(A);

    // Trials 1 and 2 both still run alone: 1 was lost before it could show what it does.
    assertThat(Told.assigned(B, bench.join(B, 3))).containsExactly(attempt("co2", 1, 3));
    assertThat(Told.assigned(B, bench.train(B, attempt("co2", 1, 3), 0.5)))
        .containsExactly(attempt("co2", 2, 2));
  }

  @Test
  void aLoneCrashCountsAsAFailureAndAsACrash() {
    bench.submit(spec("co2", 1));
    bench.join(A, 1);

    Decision decision = bench.crashed(A, attempt("co2", 1, 1), 0);

    assertThat(Told.written(StoreCommand.EndAttempt.class, decision))
        .extracting(StoreCommand.EndAttempt::after)
        .containsExactly(new TrialProgress(TrialState.QUEUED, 1, 1, 0, 1));
  }

  @Test
  void threeLoneCrashesFailATrialWhateverItsBudget() {
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
