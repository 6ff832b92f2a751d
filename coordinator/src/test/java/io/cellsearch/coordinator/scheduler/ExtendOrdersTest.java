package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.GivenOrders.CO2;
import static io.cellsearch.coordinator.scheduler.GivenOrders.ONE;
import static io.cellsearch.coordinator.scheduler.GivenOrders.PAUSE;
import static io.cellsearch.coordinator.scheduler.GivenOrders.STOP;
import static io.cellsearch.coordinator.scheduler.GivenOrders.TWO;
import static io.cellsearch.coordinator.scheduler.GivenOrders.assertDone;
import static io.cellsearch.coordinator.scheduler.GivenOrders.assertRefused;
import static io.cellsearch.coordinator.scheduler.GivenOrders.assertUnchanged;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.order.Order;
import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.coordinator.store.StoreCommand;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Extend, in each state of an experiment that is under way. */
@Tag("unit")
final class ExtendOrdersTest {
  private final Bench bench = new Bench();

  @Test
  void anExtensionGivesFreeSlotsMoreTrials() {
    bench.submit(spec("co2", 1));
    bench.join(A, 2);

    Ordered extended = bench.order(new Order.Extend(CO2, 3));

    assertDone(extended, ExperimentState.RUNNING, "co2 has 3 trials to try instead of 1");
    assertThat(Told.assigned(A, extended.decision())).containsExactly(TWO);
    assertThat(extended.decision().commands()).contains(new StoreCommand.ExtendExperiment(CO2, 3));
    assertUnchanged(
        bench.order(new Order.Extend(CO2, 3)),
        ExperimentState.RUNNING,
        "co2 has max_trials 3 already");
    assertRefused(
        bench.order(new Order.Extend(CO2, 2)),
        "co2 has max_trials 3, which can only be raised, but got 2");
  }

  @Test
  void aPausedExperimentIsExtendedAndStaysPaused() {
    bench.runTwo(spec("co2", 2));
    bench.order(PAUSE);

    Ordered extended = bench.order(new Order.Extend(CO2, 3));

    assertDone(extended, ExperimentState.PAUSED, "co2 has 3 trials to try instead of 2");
    assertThat(Told.recipients(extended.decision())).isEmpty();
  }

  @Test
  void anExtensionWaitsUntilAStoppingOrConcludingExperimentHasEnded() {
    bench.runTwo(spec("co2", 3));
    bench.order(STOP);
    assertRefused(
        bench.order(new Order.Extend(CO2, 9)), "co2 is stopping: extend it when it has ended");

    bench.train(A, ONE, 0.5);
    bench.train(A, TWO, 0.4);

    assertRefused(
        bench.order(new Order.Extend(CO2, 9)),
        "co2 has its winner evaluated: give the order again when it has ended");
  }
}
