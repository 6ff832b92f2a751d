package io.cellsearch.core.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.ExperimentSpec.DeviceWish;
import io.cellsearch.core.placement.Placement.Candidate;
import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.core.trial.ExperimentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class PlacementTest {

  private static Candidate candidate(
      String name, DeviceWish wish, int priority, double weight, int running) {
    return new Candidate(
        new ExperimentId(name),
        name.charAt(0),
        wish,
        priority,
        weight,
        running,
        OptionalInt.empty());
  }

  private static String choose(Device device, Candidate... candidates) {
    return Placement.choose(device, List.of(candidates)).map(ExperimentId::value).orElse("none");
  }

  @Test
  void theDeviceMustFit() {
    Candidate gpu = candidate("a", DeviceWish.GPU, 99, 1, 0);
    Candidate any = candidate("b", DeviceWish.ANY, 1, 1, 5);

    assertThat(choose(Device.CPU, gpu, any)).isEqualTo("b");
    assertThat(choose(Device.GPU, gpu, any)).isEqualTo("a");
    assertThat(choose(Device.CPU, gpu)).isEqualTo("none");
  }

  @Test
  void aHigherPriorityGoesFirstWhateverItHolds() {
    assertThat(
            choose(
                Device.CPU,
                candidate("a", DeviceWish.ANY, 50, 1, 0),
                candidate("b", DeviceWish.CPU, 51, 1, 9)))
        .isEqualTo("b");
  }

  @Test
  void equalPrioritiesShareByWeight() {
    Map<String, Integer> running = new HashMap<>(Map.of("a", 0, "b", 0));
    for (int slot = 0; slot < 12; slot++) {
      String chosen =
          choose(
              Device.CPU,
              candidate("a", DeviceWish.ANY, 50, 1, running.get("a")),
              candidate("b", DeviceWish.ANY, 50, 2, running.get("b")));
      running.merge(chosen, 1, Integer::sum);
    }

    // weights 1 and 2: 12 slots as 4 and 8
    assertThat(running).containsEntry("a", 4).containsEntry("b", 8);
  }

  @Test
  void tiesGoToTheOneSubmittedFirst() {
    assertThat(
            choose(
                Device.CPU,
                candidate("b", DeviceWish.ANY, 50, 1, 3),
                candidate("a", DeviceWish.ANY, 50, 1, 3)))
        .isEqualTo("a");
  }

  @Test
  void anExperimentAtItsLimitGetsNothing() {
    Candidate full =
        new Candidate(new ExperimentId("a"), 1, DeviceWish.ANY, 50, 1, 2, OptionalInt.of(2));

    assertThat(choose(Device.CPU, full)).isEqualTo("none");
  }
}
