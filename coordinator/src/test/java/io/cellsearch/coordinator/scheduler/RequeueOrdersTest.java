package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.Bench.failed;
import static io.cellsearch.coordinator.scheduler.GivenOrders.CO2;
import static io.cellsearch.coordinator.scheduler.GivenOrders.ONE;
import static io.cellsearch.coordinator.scheduler.GivenOrders.PAUSE;
import static io.cellsearch.coordinator.scheduler.GivenOrders.RESUME;
import static io.cellsearch.coordinator.scheduler.GivenOrders.TWO;
import static io.cellsearch.coordinator.scheduler.GivenOrders.assertDone;
import static io.cellsearch.coordinator.scheduler.GivenOrders.assertRefused;
import static io.cellsearch.coordinator.scheduler.GivenOrders.assertUnchanged;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.order.Order;
import io.cellsearch.coordinator.order.OrderResult;
import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.trial.TrialState;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requeue, in each state of an experiment that is under way. */
@Tag("unit")
final class RequeueOrdersTest {
  private final Bench bench = new Bench();

  @Test
  void aFailedTrialIsQueuedAgainWithAllOfItsRetries() {
    bench.runTwo(spec("co2", 9).maxRestarts(0));
    bench.ended(A, ONE, 0, failed());
    Order requeue = new Order.Requeue(new TrialId(CO2, 1));

    Ordered requeued = bench.order(requeue);

    assertDone(
        requeued, ExperimentState.RUNNING, "co2/1 waits for a slot again, with all of its retries");
    assertThat(Told.written(StoreCommand.UpdateTrial.class, requeued.decision()))
        .containsExactly(
            new StoreCommand.UpdateTrial(
                ONE.trial(), new TrialProgress(TrialState.QUEUED, 1, 0, 0, 0)));
    assertUnchanged(bench.order(requeue), ExperimentState.RUNNING, "co2/1 is QUEUED already");
    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 1)))
        .containsExactly(attempt("co2", 1, 2));
    assertUnchanged(bench.order(requeue), ExperimentState.RUNNING, "co2/1 is RUNNING already");
  }

  @Test
  void aPoisonousTrialRunsAloneWhenItIsQueuedAgain() {
    bench.runTwo(spec("co2", 2).maxRestarts(0));
    bench.crashed(A, ONE, 0);
    bench.order(new Order.Requeue(new TrialId(CO2, 1)));

    assertThat(bench.scheduler.requestWork(A, 1).commands()).isEmpty();
    assertThat(Told.assigned(A, bench.train(A, TWO, 0.5))).containsExactly(attempt("co2", 1, 2));
  }

  @Test
  void onlyAFailedTrialIsQueuedAgain() {
    bench.runTwo(spec("co2", 9));
    bench.train(A, ONE, 0.5);

    assertRefused(
        bench.order(new Order.Requeue(new TrialId(CO2, 1))),
        "co2/1 is COMPLETED: only a FAILED trial is queued again");
    assertThat(bench.order(new Order.Requeue(new TrialId(CO2, 7))).result())
        .isEqualTo(new OrderResult.Unknown("no trial co2/7 is known"));
  }

  @Test
  void aFailedTrialWaitsUntilThePausedExperimentGoesOn() {
    bench.runTwo(spec("co2", 9).maxRestarts(0));
    bench.ended(A, ONE, 0, failed());
    bench.order(PAUSE);
    bench.order(new Order.Requeue(new TrialId(CO2, 1)));

    assertThat(bench.scheduler.requestWork(A, 1).commands()).isEmpty();
    assertThat(Told.assigned(A, bench.order(RESUME).decision()))
        .containsExactly(attempt("co2", 1, 2));
  }

  @Test
  void noFailedTrialIsQueuedAgainAfterTheTime() {
    bench.submit(spec("co2", 9).maxRestarts(0).maxDuration(Duration.ofSeconds(60)));
    bench.join(A, 2);
    bench.ended(A, ONE, 0, failed());
    bench.clock.advance(Duration.ofSeconds(60));
    bench.scheduler.tick();

    assertRefused(
        bench.order(new Order.Requeue(new TrialId(CO2, 1))),
        "co2 starts no trial any more: its max_duration is over");
  }
}
