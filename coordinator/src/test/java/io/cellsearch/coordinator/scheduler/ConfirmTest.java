package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.B;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.store.AttemptKind;
import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.experiment.Confirm;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.Repetition;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The best are trained again with fresh seeds, and the test part is looked at only there. */
@Tag("unit")
final class ConfirmTest {
  private static final SpecBuilder TWO_OF_THREE = spec("co2", 3).confirm(2, 2);

  private final Bench bench = new Bench();

  /** Three trials of one epoch: the second is the best, the third comes next. */
  private Decision search(SpecBuilder spec) {
    bench.submit(spec);
    bench.join(A, 3);
    bench.train(A, attempt("co2", 1, 1), 0.5);
    bench.train(A, attempt("co2", 2, 1), 0.25);
    return bench.train(A, attempt("co2", 3, 1), 0.4);
  }

  private Decision repeat(int trial, double testLoss) {
    bench.train(A, attempt("co2", trial, 1), 0.3);
    bench.scheduler.requestWork(A, 3);
    return bench.ended(
        A, attempt("co2", trial, 2), 0, new Outcome.Evaluated(testLoss, Metrics.NONE));
  }

  private static String reason(Decision decision) {
    return Told.end(decision).flatMap(StoreCommand.EndExperiment::reason).orElse("not ended");
  }

  @Test
  void theBestAreTrainedAgainWithTheSameFreshSeeds() {
    Decision decision = search(TWO_OF_THREE);

    List<StoreCommand.CreateTrial> repetitions =
        Told.written(StoreCommand.CreateTrial.class, decision);
    assertThat(repetitions)
        .extracting(StoreCommand.CreateTrial::repeats)
        .containsExactly(
            Optional.of(new Repetition(2, 1)),
            Optional.of(new Repetition(2, 2)),
            Optional.of(new Repetition(3, 1)),
            Optional.of(new Repetition(3, 2)));
    assertThat(repetitions)
        .extracting(each -> each.trial().number())
        .as("numbers go on after the search's")
        .containsExactly(4, 5, 6, 7);
    long first = Confirm.seed(42, 1);
    long second = Confirm.seed(42, 2);
    assertThat(repetitions)
        .extracting(StoreCommand.CreateTrial::seed)
        .containsExactly(first, second, first, second);
  }

  @Test
  void aRepetitionThatIsHandedBackGoesOn() {
    search(TWO_OF_THREE);
    bench.scheduler.requestWork(A, 1);
    bench.reports(A, Bench.report(attempt("co2", 4, 1), 1, 0.3));
    StoredCheckpoint checkpoint = new StoredCheckpoint("1".repeat(64), 1);

    Decision back = bench.handsBack(A, attempt("co2", 4, 1), 1, Optional.of(checkpoint));

    assertThat(Told.states(back)).containsExactly(TrialState.QUEUED);
  }

  @Test
  void onlyRepetitionsAreEvaluatedOnTheTestPart() {
    search(TWO_OF_THREE);

    Decision given = bench.scheduler.requestWork(A, 3);
    assertThat(Told.written(StoreCommand.StartAttempt.class, given))
        .extracting(StoreCommand.StartAttempt::kind)
        .containsOnly(AttemptKind.TRAIN);
    bench.train(A, attempt("co2", 4, 1), 0.3);

    Decision next = bench.scheduler.requestWork(A, 1);
    assertThat(Told.assigned(A, next)).containsExactly(attempt("co2", 4, 2));
    assertThat(Told.written(StoreCommand.StartAttempt.class, next))
        .extracting(StoreCommand.StartAttempt::kind)
        .containsExactly(AttemptKind.EVALUATE);
  }

  @Test
  void theWinnerIsTheOneWithTheBestMeanTestLoss() {
    search(TWO_OF_THREE);
    bench.scheduler.requestWork(A, 3);
    repeat(4, 0.5);
    repeat(5, 0.7);
    assertThat(reason(repeat(6, 0.4))).isEqualTo("not ended");

    Decision last = repeat(7, 0.6);

    // Trial 2 had the better validation loss; 0.6 against 0.5 in the mean.
    assertThat(reason(last))
        .isEqualTo("all trials have ended; trial 3 has the best mean test loss, over 2 of 2 seeds");
    assertThat(Told.end(last).orElseThrow().state()).isEqualTo(ExperimentState.COMPLETED);
    assertThat(bench.scheduler.heldAttempts()).isZero();
  }

  @Test
  void aRepetitionThatDivergesIsNotEvaluated() {
    search(spec("co2", 3).confirm(1, 2));
    bench.scheduler.requestWork(A, 3);
    bench.ended(A, attempt("co2", 4, 1), 0, new Outcome.Diverged(1));

    assertThat(reason(repeat(5, 0.6)))
        .isEqualTo("all trials have ended; trial 2 has the best mean test loss, over 1 of 2 seeds");
  }

  @Test
  void whereEveryRepetitionDivergesNothingIsConfirmed() {
    search(spec("co2", 3).confirm(1, 2));
    bench.scheduler.requestWork(A, 3);
    bench.ended(A, attempt("co2", 4, 1), 0, new Outcome.Diverged(1));

    assertThat(reason(bench.ended(A, attempt("co2", 5, 1), 0, new Outcome.Diverged(1))))
        .isEqualTo("all trials have ended; no repetition of the best has a test loss");
  }

  @Test
  void theTimeOfTheSearchDoesNotEndRepetitions() {
    search(spec("co2", 3).confirm(1, 2).maxDuration(Duration.ofSeconds(2)));
    bench.scheduler.requestWork(A, 1);

    Decision late = bench.ticks(3);
    assertThat(Told.states(late)).isEmpty();
    bench.hello(B, 1);
    bench.scheduler.leaving(A);

    assertThat(Told.assigned(B, bench.scheduler.requestWork(B, 1)))
        .containsExactly(attempt("co2", 4, 2));
  }

  @Test
  void aSearchThatEndsWithItsTimeIsConfirmedToo() {
    bench.submit(spec("co2", 3).confirm(1, 2).maxDuration(Duration.ofSeconds(2)));
    bench.join(A, 1);
    bench.train(A, attempt("co2", 1, 1), 0.5);
    bench.scheduler.leaving(A);

    Decision over = bench.ticks(2);

    assertThat(Told.written(StoreCommand.CreateTrial.class, over)).hasSize(2);
    assertThat(Told.states(over)).as("nothing is cancelled").isEmpty();
    assertThat(Told.assigned(B, bench.join(B, 2)))
        .containsExactly(attempt("co2", 2, 1), attempt("co2", 3, 1));
  }

  @Test
  void withoutAnyResultNothingIsRepeated() {
    bench.submit(spec("co2", 1).confirm(3, 5));
    bench.join(A, 1);

    Decision decision = bench.ended(A, attempt("co2", 1, 1), 0, new Outcome.Diverged(1));

    assertThat(reason(decision)).isEqualTo("all trials have ended; none has a result");
  }
}
