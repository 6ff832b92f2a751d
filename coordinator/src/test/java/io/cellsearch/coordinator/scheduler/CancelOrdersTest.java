package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.Bench.failed;
import static io.cellsearch.coordinator.scheduler.Bench.report;
import static io.cellsearch.coordinator.scheduler.GivenOrders.CANCEL;
import static io.cellsearch.coordinator.scheduler.GivenOrders.ONE;
import static io.cellsearch.coordinator.scheduler.GivenOrders.PAUSE;
import static io.cellsearch.coordinator.scheduler.GivenOrders.RESUME;
import static io.cellsearch.coordinator.scheduler.GivenOrders.STOP;
import static io.cellsearch.coordinator.scheduler.GivenOrders.TWO;
import static io.cellsearch.coordinator.scheduler.GivenOrders.assertDone;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.order.Order;
import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.protocol.ToWorker;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cancel, in each state of an experiment that is under way. */
@Tag("unit")
final class CancelOrdersTest {
  private final Bench bench = new Bench();

  @Test
  void aCancelAbandonsWhatRunsAtOnce() {
    bench.runTwo(spec("co2", 9));
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
    bench.runTwo(spec("co2", 9));
    bench.order(STOP);
    bench.order(PAUSE);

    assertThat(Told.end(bench.order(CANCEL).decision()).orElseThrow().state())
        .isEqualTo(ExperimentState.CANCELLED);
  }

  @Test
  void aCancelAbandonsAnEvaluationAndDropsTrialsThatRest() {
    bench.conclude(spec("co2", 1));

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
    bench.conclude(spec("co2", 1).confirm(1, 2));

    Decision cancelled = bench.order(CANCEL).decision();

    assertThat(Told.states(cancelled)).containsExactly(TrialState.CANCELLED, TrialState.CANCELLED);
    assertThat(Told.written(StoreCommand.EndExperiment.class, cancelled)).hasSize(1);
  }

  @Test
  void anOrderAboutAnExperimentThatIsNotUnderWayIsForTheStore() {
    for (Order order : List.of(PAUSE, RESUME, STOP, CANCEL)) {
      assertThat(bench.scheduler.order(order)).isEmpty();
    }
  }
}
