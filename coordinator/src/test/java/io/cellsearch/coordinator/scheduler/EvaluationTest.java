package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.Bench.failed;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.store.AttemptKind;
import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToWorker;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The one look at the test part, and how an experiment completes. */
@Tag("unit")
final class EvaluationTest {
  /** Trial 2 wins below; its evaluation counts on after its one training attempt. */
  private static final AttemptId EVALUATION = attempt("co2", 2, 2);

  private static final Outcome GOOD = new Outcome.Evaluated(0.3, Metrics.NONE);

  private final Bench bench = new Bench();

  /** Two trials; the second has the lower loss. */
  private Decision search(SpecBuilder spec) {
    bench.submit(spec);
    bench.join(A, 2);
    bench.train(A, attempt("co2", 1, 1), 0.5);
    bench.train(A, attempt("co2", 2, 1), 0.25);
    return bench.scheduler.requestWork(A, 2);
  }

  private static String reason(Decision decision) {
    return Told.end(decision).flatMap(StoreCommand.EndExperiment::reason).orElse("not ended");
  }

  @Test
  void theWinnersWeightsAreEvaluatedOnceAfterTheSearch() {
    Decision decision = search(spec("co2", 2));

    assertThat(Told.written(StoreCommand.StartAttempt.class, decision))
        .extracting(StoreCommand.StartAttempt::kind)
        .containsExactly(AttemptKind.EVALUATE);
    assertThat(Told.to(A, decision))
        .singleElement()
        .satisfies(
            message -> {
              Assignment assignment = ((ToWorker.Assign) message).assignment();
              assertThat(AttemptId.of(assignment)).isEqualTo(EVALUATION);
              assertThat(assignment.kind()).isEqualTo(new Assignment.Kind.Evaluate(Bench.MODEL));
            });
    assertThat(bench.scheduler.requestWork(A, 1).effects()).isEmpty();
  }

  @Test
  void theHighestLossWinsWhereMoreIsBetter() {
    assertThat(Told.assigned(A, search(spec("co2", 2).goal(Goal.MAXIMIZE))))
        .containsExactly(attempt("co2", 1, 2));
  }

  @Test
  void aReportOfAnEvaluationIsCountedAndStoredNowhere() {
    search(spec("co2", 2));

    Decision decision = bench.reports(A, Bench.report(EVALUATION, 1, 0.1));

    assertThat(decision.commands()).isEmpty();
    assertThat(decision.staleReports()).isEqualTo(1);
    assertThat(Told.acknowledged(A, decision)).containsExactly(1);
  }

  @Test
  void theTestResultIsStoredWithTheEndOfTheExperiment() {
    search(spec("co2", 2));

    Decision decision = bench.ended(A, EVALUATION, 0, GOOD);

    assertThat(Told.written(StoreCommand.SetTestResult.class, decision))
        .containsExactly(new StoreCommand.SetTestResult(EVALUATION.trial(), 0.3, Metrics.NONE));
    assertThat(reason(decision)).isEqualTo("all trials have ended");
    assertThat(Told.end(decision).orElseThrow().state()).isEqualTo(ExperimentState.COMPLETED);
    assertThat(Told.states(decision)).containsExactly(TrialState.COMPLETED);
    assertThat(bench.scheduler.heldAttempts()).isZero();
  }

  @Test
  void aFailedEvaluationIsTriedAgain() {
    search(spec("co2", 2));

    assertThat(Told.assigned(A, bench.ended(A, EVALUATION, 0, failed())))
        .containsExactly(attempt("co2", 2, 3));
    assertThat(reason(bench.ended(A, attempt("co2", 2, 3), 0, GOOD)))
        .isEqualTo("all trials have ended");
  }

  @Test
  void anEvaluationWhoseWorkerIsLostIsTriedAgain() {
    search(spec("co2", 2));
    bench.hello(A, 2);

    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 1)))
        .containsExactly(attempt("co2", 2, 3));
  }

  @Test
  void anEvaluationIsGivenUpAfterItsRestarts() {
    search(spec("co2", 2).maxRestarts(1));
    bench.ended(A, EVALUATION, 0, failed());

    Decision last = bench.ended(A, attempt("co2", 2, 3), 0, failed());

    assertThat(reason(last))
        .isEqualTo("all trials have ended; the winner could not be evaluated on the test part");
    assertThat(Told.end(last).orElseThrow().state()).isEqualTo(ExperimentState.COMPLETED);
    // The winner itself has not failed.
    assertThat(Told.states(last)).containsExactly(TrialState.COMPLETED);
  }

  @Test
  void anEvaluationThatCrashesItsRunnerIsGivenUpEvenWithCompanions() {
    // No quarantine finds out whose fault it was: each crash counts, and the third one is the last.
    search(spec("co2", 2));
    bench.crashed(A, EVALUATION, 1);
    bench.crashed(A, attempt("co2", 2, 3), 1);
    bench.scheduler.requestWork(A, 1);

    assertThat(reason(bench.crashed(A, attempt("co2", 2, 4), 1)))
        .endsWith("the winner could not be evaluated on the test part");
  }

  @Test
  void aTestLossThatIsNotFiniteIsNoResult() {
    search(spec("co2", 2).maxRestarts(0));

    Decision decision =
        bench.ended(A, EVALUATION, 0, new Outcome.Evaluated(Double.NaN, Metrics.NONE));

    assertThat(Told.written(StoreCommand.SetTestResult.class, decision)).isEmpty();
    assertThat(reason(decision)).endsWith("could not be evaluated on the test part");
  }

  @Test
  void anExperimentWithoutAnyResultCompletesWithoutAnEvaluation() {
    bench.submit(spec("co2", 1));
    bench.join(A, 1);

    Decision decision = bench.ended(A, attempt("co2", 1, 1), 0, new Outcome.Diverged(1));

    assertThat(reason(decision)).isEqualTo("all trials have ended; none has a result");
    assertThat(Told.end(decision).orElseThrow().state()).isEqualTo(ExperimentState.COMPLETED);
  }

  @Test
  void aTrialWhoseWeightsAreNotStoredCannotWin() {
    bench.submit(spec("co2", 2));
    bench.join(A, 2);
    bench.train(A, attempt("co2", 1, 1), 0.5);
    bench.reports(A, Bench.report(attempt("co2", 2, 1), 1, 0.25));
    bench.ended(A, attempt("co2", 2, 1), 1, new Outcome.Trained(1, 1, Optional.empty(), false));

    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 1)))
        .containsExactly(attempt("co2", 1, 2));
  }
}
