package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.B;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.ExperimentSpec.DeviceWish;
import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.WorkerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The scheduler's slots among experiments that compete, held against a book that the test keeps by
 * itself.
 */
@Tag("unit")
final class SharingTest {
  private static final int STEPS = 300;
  private static final int TRIALS = 10_000;

  /** What an experiment asked for. */
  private record Wish(DeviceWish device, int priority, double weight, int limit) {
    boolean accepts(Device slot) {
      return device == DeviceWish.ANY || device.name().equals(slot.name());
    }
  }

  /** A running attempt and where it runs. */
  private record Held(WorkerId worker, AttemptId id) {}

  private final Bench bench = new Bench();
  private final Map<String, Wish> wishes = new HashMap<>();
  private final Map<String, Integer> running = new HashMap<>();
  private final List<Held> held = new ArrayList<>();

  private void submit(String name, Wish wish) {
    wishes.put(name, wish);
    running.put(name, 0);
    bench.submit(
        spec(name, TRIALS)
            .maxEpochs(1)
            .device(wish.device())
            .priority(wish.priority())
            .weight(wish.weight())
            .maxConcurrent(wish.limit()));
  }

  private static Device device(WorkerId worker) {
    return worker.equals(A) ? Device.CPU : Device.GPU;
  }

  /** Enters what was given, in its order, and checks each against all who might have had it. */
  private void enter(WorkerId worker, Decision decision) {
    for (AttemptId id : Told.assigned(worker, decision)) {
      String name = id.trial().experiment().value();
      Wish wish = wishes.get(name);
      assertThat(wish.accepts(device(worker))).isTrue();
      assertThat(running.get(name)).isLessThan(wish.limit());
      wishes.forEach((other, their) -> assertNotPassedOver(name, wish, other, their, worker));
      running.merge(name, 1, Integer::sum);
      held.add(new Held(worker, id));
    }
  }

  private void assertNotPassedOver(
      String name, Wish wish, String other, Wish their, WorkerId worker) {
    if (their.accepts(device(worker)) && running.get(other) < their.limit()) {
      assertThat(their.priority()).isLessThanOrEqualTo(wish.priority());
      if (their.priority() == wish.priority()) {
        assertThat(running.get(name) / wish.weight())
            .as(name + " before " + other)
            .isLessThanOrEqualTo(running.get(other) / their.weight());
      }
    }
  }

  private void join(WorkerId worker, int slots) {
    bench.scheduler.hello(worker, slots, device(worker), Bench.MEMORY, List.of());
    enter(worker, bench.scheduler.requestWork(worker, slots));
  }

  private void endOne(Random random) {
    Held ended = held.remove(random.nextInt(held.size()));
    running.merge(ended.id().trial().experiment().value(), -1, Integer::sum);
    Decision decision = bench.train(ended.worker(), ended.id(), random.nextDouble());
    assertThat(Told.recipients(decision)).isEmpty();
    enter(ended.worker(), bench.scheduler.requestWork(ended.worker(), 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everySlotGoesToWhomItIsDue(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 6; i++) {
      DeviceWish device = DeviceWish.values()[random.nextInt(DeviceWish.values().length)];
      int priority = 50 + 10 * random.nextInt(2);
      int limit = priority == 50 ? TRIALS : 1 + random.nextInt(3);
      submit("e" + i, new Wish(device, priority, 1 + random.nextInt(4), limit));
    }
    submit("anywhere", new Wish(DeviceWish.ANY, 50, 2, TRIALS));
    join(A, 7);
    join(B, 5);

    for (int step = 0; step < STEPS; step++) {
      endOne(random);
      // "anywhere" has always another trial, so that no slot stays empty.
      assertThat(held).hasSize(12);
    }
  }

  @Test
  void weightsShareTheSlotsOfAWorker() {
    submit("light", new Wish(DeviceWish.ANY, 50, 1, TRIALS));
    submit("heavy", new Wish(DeviceWish.ANY, 50, 3, TRIALS));
    join(A, 8);
    Random random = new Random(5);
    for (int step = 0; step < STEPS; step++) {
      endOne(random);
    }

    // 8 slots by 1 : 3 are 2 and 6, and no sequence of ends moves them.
    assertThat(running).containsEntry("light", 2).containsEntry("heavy", 6);
  }
}
