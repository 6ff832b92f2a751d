package io.cellsearch.worker.attempt;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Watches the batch counter of an attempt. One that stands still for longer than {@link
 * #LEAST_TICKS}, and for ten times as long as its batches take, is taken for hung. Time is counted
 * in the worker's own ticks: neither a clock that jumps nor a worker that was frozen makes an
 * attempt hang.
 */
final class BatchWatch {
  /** Five minutes, at a tick every two seconds. */
  static final int LEAST_TICKS = 150;

  private static final int FACTOR = 10;

  /** So many of the last observations give the median. */
  private static final int KEPT = 31;

  private final Deque<Double> ticksPerBatch = new ArrayDeque<>();
  private long batches;
  private int stillTicks;

  /** Batches that are done so far. */
  void counted(long done) {
    if (done <= batches) {
      return;
    }
    ticksPerBatch.addLast((double) stillTicks / (done - batches));
    if (ticksPerBatch.size() > KEPT) {
      ticksPerBatch.removeFirst();
    }
    batches = done;
    stillTicks = 0;
  }

  long batches() {
    return batches;
  }

  /** Time passes. */
  void tick() {
    stillTicks++;
  }

  /** Whether the counter stands still for too long. */
  boolean hangs() {
    return stillTicks > Math.max(LEAST_TICKS, FACTOR * median());
  }

  private double median() {
    return ticksPerBatch.stream().sorted().skip(ticksPerBatch.size() / 2).findFirst().orElse(0.0);
  }
}
