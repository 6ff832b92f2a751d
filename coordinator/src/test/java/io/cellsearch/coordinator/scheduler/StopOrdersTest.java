package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.Bench.failed;
import static io.cellsearch.coordinator.scheduler.GivenOrders.ONE;
import static io.cellsearch.coordinator.scheduler.GivenOrders.PAUSE;
import static io.cellsearch.coordinator.scheduler.GivenOrders.RESUME;
import static io.cellsearch.coordinator.scheduler.GivenOrders.STOP;
import static io.cellsearch.coordinator.scheduler.GivenOrders.TWO;
import static io.cellsearch.coordinator.scheduler.GivenOrders.assertDone;
import static io.cellsearch.coordinator.scheduler.GivenOrders.assertUnchanged;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.order.OrderResult;
import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.protocol.AttemptId;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stop, in each state of an experiment that is under way. */
@Tag("unit")
final class StopOrdersTest {
  private final Bench bench = new Bench();

  @Test
  void aStopLetsWhatHasBegunComeToItsEndAndConcludes() {
    bench.runTwo(spec("co2", 9));

    assertDone(
        bench.order(STOP),
        ExperimentState.STOPPING,
        "co2 is stopping: no trial starts any more, 2 come to their ends");

    assertUnchanged(bench.order(STOP), ExperimentState.STOPPING, "co2 is stopping already");
    assertThat(bench.scheduler.requestWork(A, 2).commands()).isEmpty();
    bench.train(A, ONE, 0.5);
    AttemptId evaluation = attempt("co2", 2, 2);
    assertThat(Told.assigned(A, bench.train(A, TWO, 0.4))).containsExactly(evaluation);
    assertUnchanged(bench.order(STOP), ExperimentState.STOPPING, "co2 is stopping already");
    Decision last = bench.ended(A, evaluation, 0, new Outcome.Evaluated(0.5, Metrics.NONE));
    assertThat(Told.end(last).orElseThrow().reason()).contains("it was stopped");
  }

  @Test
  void aTrialThatFailsWhileItsExperimentStopsIsTriedAgain() {
    bench.runTwo(spec("co2", 9));
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
    bench.runTwo(spec("co2", 9));
    bench.order(PAUSE);
    bench.handsBack(A, ONE, 0, Optional.empty());
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
    bench.runTwo(spec("co2", 9));
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
        bench.order(STOP),
        ExperimentState.RUNNING,
        "co2 starts no trial any more: its conclusion is under way");
  }
}
