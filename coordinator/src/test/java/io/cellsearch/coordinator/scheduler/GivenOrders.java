package io.cellsearch.coordinator.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.order.Order;
import io.cellsearch.coordinator.order.OrderResult;
import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.protocol.AttemptId;

/** Orders about one experiment, and what is said of them. */
final class GivenOrders {
  static final ExperimentId CO2 = new ExperimentId("co2");
  static final AttemptId ONE = Bench.attempt("co2", 1, 1);
  static final AttemptId TWO = Bench.attempt("co2", 2, 1);
  static final StoredCheckpoint KEPT = new StoredCheckpoint("1".repeat(64), 2);
  static final Order PAUSE = new Order.Pause(CO2);
  static final Order RESUME = new Order.Resume(CO2);
  static final Order STOP = new Order.Stop(CO2);
  static final Order CANCEL = new Order.Cancel(CO2);

  private GivenOrders() {}

  static void assertDone(Ordered ordered, ExperimentState state, String message) {
    assertThat(ordered.result()).isEqualTo(new OrderResult.Done(CO2, state, true, message));
  }

  static void assertUnchanged(Ordered ordered, ExperimentState state, String message) {
    assertThat(ordered.result()).isEqualTo(new OrderResult.Done(CO2, state, false, message));
    assertThat(ordered.decision().commands()).isEmpty();
  }

  static void assertRefused(Ordered ordered, String message) {
    assertThat(ordered.result()).isEqualTo(new OrderResult.Refused(message));
    assertThat(ordered.decision().commands()).isEmpty();
  }
}
