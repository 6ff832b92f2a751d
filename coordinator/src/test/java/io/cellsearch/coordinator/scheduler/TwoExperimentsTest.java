package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.ExperimentSpec.DeviceWish;
import io.cellsearch.core.placement.Placement.Device;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whose trial a slot gets. */
@Tag("unit")
final class TwoExperimentsTest {
  private final Bench bench = new Bench();

  @Test
  void equalsShareTheSlots() {
    bench.submit(spec("co2", 9));
    bench.submit(spec("jsb", 9));

    assertThat(Told.assigned(A, bench.join(A, 3)))
        .containsExactly(attempt("co2", 1, 1), attempt("jsb", 1, 1), attempt("co2", 2, 1));
  }

  @Test
  void equalsTakeTurnsOnASingleSlot() {
    bench.submit(spec("co2", 9));
    bench.submit(spec("jsb", 9));
    bench.join(A, 1);

    Decision second = bench.hello(A, 1);

    // The first attempt of co2 is lost; it waits while jsb has its turn.
    assertThat(Told.assigned(A, second)).isEmpty();
    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 1)))
        .containsExactly(attempt("jsb", 1, 1));
  }

  @Test
  void theHigherPriorityGoesFirstUntilItHasNoMoreTrials() {
    bench.submit(spec("co2", 9));
    bench.submit(spec("jsb", 2).priority(60));

    assertThat(Told.assigned(A, bench.join(A, 3)))
        .containsExactly(attempt("jsb", 1, 1), attempt("jsb", 2, 1), attempt("co2", 1, 1));
  }

  @Test
  void aTrialGoesOnlyToTheDeviceThatItAsksFor() {
    bench.submit(spec("co2", 9).device(DeviceWish.GPU).priority(100));
    bench.submit(spec("jsb", 9).device(DeviceWish.CPU));

    assertThat(Told.assigned(A, bench.join(A, 1))).containsExactly(attempt("jsb", 1, 1));
    bench.scheduler.hello(Bench.B, 1, Device.GPU, Bench.MEMORY, List.of());
    assertThat(Told.assigned(Bench.B, bench.scheduler.requestWork(Bench.B, 1)))
        .containsExactly(attempt("co2", 1, 1));
  }

  @Test
  void aSuspectWaitsForADeviceThatFits() {
    bench.submit(spec("co2", 2).device(DeviceWish.GPU));
    bench.scheduler.hello(Bench.B, 2, Device.GPU, Bench.MEMORY, List.of());
    bench.scheduler.requestWork(Bench.B, 2);
    bench.crashed(Bench.B, attempt("co2", 1, 1), 1);
    bench.crashed(Bench.B, attempt("co2", 2, 1), 1);

    assertThat(Told.assigned(A, bench.join(A, 2))).isEmpty();
    assertThat(Told.assigned(Bench.B, bench.scheduler.requestWork(Bench.B, 2)))
        .containsExactly(attempt("co2", 1, 2));
  }

  @Test
  void theEndOfOneLeavesTheOtherAlone() {
    bench.submit(spec("co2", 1).maxWorkerLosses(0));
    bench.submit(spec("jsb", 9));
    bench.join(A, 2);

    Decision decision = bench.hello(A, 2, attempt("jsb", 1, 1));

    assertThat(Told.end(decision)).isPresent();
    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 1)))
        .containsExactly(attempt("jsb", 2, 1));
  }
}
