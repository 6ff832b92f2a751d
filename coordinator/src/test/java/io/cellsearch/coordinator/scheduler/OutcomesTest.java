package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.Bench.failed;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToWorker;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where each outcome of an attempt leads, and how often a trial is tried again. */
@Tag("unit")
final class OutcomesTest {
  private static final AttemptId FIRST = attempt("co2", 1, 1);

  private final Bench bench = new Bench();

  static Stream<Arguments> outcomes() {
    return Stream.of(
        Arguments.of(new Outcome.Trained(1, 1, Optional.empty(), false), TrialState.COMPLETED),
        Arguments.of(new Outcome.Trained(1, 1, Optional.empty(), true), TrialState.STOPPED),
        Arguments.of(new Outcome.Diverged(1), TrialState.DIVERGED),
        Arguments.of(new Outcome.Failed("no memory", ""), TrialState.QUEUED),
        Arguments.of(new Outcome.RunnerLost("signal 9", ""), TrialState.QUEUED));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void eachOutcomeLeadsToItsState(Outcome outcome, TrialState state) {
    bench.submit(spec("co2", 4));
    bench.join(A, 1);

    Decision decision = bench.ended(A, FIRST, 0, outcome);

    assertThat(Told.written(StoreCommand.EndAttempt.class, decision))
        .singleElement()
        .satisfies(
            end -> {
              assertThat(end.after().state()).isEqualTo(state);
              assertThat(end.outcome()).contains(outcome);
            });
    assertThat(bench.scheduler.queuedTrials()).isEqualTo(state == TrialState.QUEUED ? 1 : 0);
  }

  @Test
  void aFailedTrialComesBeforeNewOnesWithItsNextAttempt() {
    bench.submit(spec("co2", 4));
    bench.join(A, 1);
    bench.scheduler.requestWork(A, 1);

    assertThat(Told.assigned(A, bench.ended(A, FIRST, 0, failed())))
        .containsExactly(attempt("co2", 1, 2));
  }

  @Test
  void aRetriedTrialKeepsItsConfigurationAndSeed() {
    bench.submit(spec("co2", 4));
    Decision first = bench.join(A, 1);
    bench.scheduler.requestWork(A, 1);
    Decision second = bench.ended(A, FIRST, 0, failed());

    assertThat(assignment(second).configuration()).isEqualTo(assignment(first).configuration());
    assertThat(assignment(second).seed()).isEqualTo(assignment(first).seed());
  }

  private static Assignment assignment(Decision decision) {
    return Told.to(A, decision).stream()
        .filter(ToWorker.Assign.class::isInstance)
        .map(message -> ((ToWorker.Assign) message).assignment())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aTrialFailsAfterItsRestarts() {
    bench.submit(spec("co2", 1).maxRestarts(2));
    bench.join(A, 1);
    for (int attempt = 1; attempt <= 2; attempt++) {
      assertThat(Told.states(bench.ended(A, attempt("co2", 1, attempt), 0, failed())))
          .containsExactly(TrialState.QUEUED);
      bench.scheduler.requestWork(A, 1);
    }

    // The third failure is one more than the two restarts.
    assertThat(Told.states(bench.ended(A, attempt("co2", 1, 3), 0, failed())))
        .containsExactly(TrialState.FAILED);
  }

  @Test
  void lostWorkersHaveABudgetOfTheirOwn() {
    bench.submit(spec("co2", 1).maxRestarts(0).maxWorkerLosses(1));
    bench.join(A, 1);

    Decision lost = bench.hello(A, 1);
    bench.scheduler.requestWork(A, 1);
    Decision lostAgain = bench.hello(A, 1);

    assertThat(Told.written(StoreCommand.EndAttempt.class, lost))
        .extracting(StoreCommand.EndAttempt::after)
        .containsExactly(new TrialProgress(TrialState.QUEUED, 1, 0, 1, 0));
    assertThat(Told.states(lostAgain)).containsExactly(TrialState.FAILED);
  }

  @Test
  void theReportsOfAnEarlierAttemptDoNotCountForTheNext() {
    bench.submit(spec("co2", 1));
    bench.join(A, 1);
    bench.reports(A, Bench.report(FIRST, 1, 0.5));
    bench.ended(A, FIRST, 1, failed());
    bench.scheduler.requestWork(A, 1);

    Decision decision = bench.reports(A, Bench.report(attempt("co2", 1, 2), 1, 0.5));

    assertThat(decision.storedReports()).isEqualTo(1);
    assertThat(decision.duplicateReports()).isZero();
  }
}
