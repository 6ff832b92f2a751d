package io.cellsearch.coordinator.scheduler;

import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.protocol.WorkerId;

/** A worker that has said hello. */
final class Seat {
  private final WorkerId worker;
  private final int slots;
  private final Device device;
  private int wanted;
  private int silentTicks;

  Seat(WorkerId worker, int slots, Device device) {
    this.worker = worker;
    this.slots = slots;
    this.device = device;
  }

  WorkerId worker() {
    return worker;
  }

  int slots() {
    return slots;
  }

  Device device() {
    return device;
  }

  /** Attempts that it could start now, by its own word. */
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
