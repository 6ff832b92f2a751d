package io.cellsearch.coordinator.scheduler;

import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.protocol.WorkerId;

/** A worker that has said hello. */
final class Seat {
  private final WorkerId worker;
  private final int slots;
  private final Device device;
  private final long memory;
  private int wanted;
  private int silentTicks;

  /**
   * A worker that wants nothing yet.
   *
   * @param memory bytes that each of its slots has for a trial
   */
  Seat(WorkerId worker, int slots, Device device, long memory) {
    this.worker = worker;
    this.slots = slots;
    this.device = device;
    this.memory = memory;
  }

  WorkerId worker() {
    return worker;
  }

  int slots() {
    return slots;
  }

  /** The most attempts that it may hold: one for each slot can wait there until that is free. */
  int most() {
    return 2 * slots;
  }

  Device device() {
    return device;
  }

  long memory() {
    return memory;
  }

  /** Attempts that it could take, by its own word: what waits for a slot counts, too. */
  int wanted() {
    return wanted;
  }

  void wants(int free) {
    wanted = free;
  }

  void given() {
    wanted--;
  }

  void heard() {
    silentTicks = 0;
  }

  int tick() {
    return ++silentTicks;
  }
}
