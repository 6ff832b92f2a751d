package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.order.Order;
import io.cellsearch.coordinator.order.OrderResult;
import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.core.trial.ExperimentId;
import java.util.Optional;

/** Orders as they come in, of experiments that are under way and of those that have ended. */
final class Orders {
  private final Runs runs;

  Orders(Runs runs) {
    this.runs = runs;
  }

  /** Carries an order out on an experiment that is under way; empty where it is not. */
  Optional<OrderResult> carryOut(Order order, Decision out) {
    return runs.find(order.experiment()).map(run -> carryOut(order, run.steering(), out));
  }

  private static OrderResult carryOut(Order order, Steering steering, Decision out) {
    if (order instanceof Order.Pause) {
      return steering.pause(out);
    }
    if (order instanceof Order.Resume) {
      return steering.resume(out);
    }
    if (order instanceof Order.Stop) {
      return steering.stop(out);
    }
    if (order instanceof Order.Extend extend) {
      return steering.extend(extend.maxTrials(), out);
    }
    return order instanceof Order.Requeue requeue
        ? steering.requeue(requeue.trial().number(), out)
        : steering.cancel(out);
  }

  /** Carries an order out on an experiment that has ended, which may then be under way again. */
  OrderResult carryOut(Order order, StoredExperiment ended, Decision out) {
    ExperimentId id = order.experiment();
    ExperimentState state = ended.record().state();
    boolean obeyed =
        (order instanceof Order.Stop && state == ExperimentState.COMPLETED)
            || (order instanceof Order.Cancel && state == ExperimentState.CANCELLED);
    if (obeyed) {
      return new OrderResult.Done(id, state, false, id + " has ended already: it is " + state);
    }
    boolean mayGoOn = order instanceof Order.Extend || order instanceof Order.Requeue;
    if (!mayGoOn || state != ExperimentState.COMPLETED) {
      String advice = mayGoOn ? "; submit it again" : "";
      return new OrderResult.Refused(
          "%s has ended: it is %s, and nothing of it is under way%s".formatted(id, state, advice));
    }
    ExperimentRun run = runs.revive(ended);
    OrderResult result = carryOut(order, run.steering(), out);
    if (result instanceof OrderResult.Done done && done.changed()) {
      runs.add(run);
    }
    return result;
  }
}
