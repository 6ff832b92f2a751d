package io.cellsearch.training.runner;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When an attempt shall leave its next checkpoint: at an epoch's end, but not too often. */
final class CheckpointInterval {
  /**
   * The least time between two checkpoints of an attempt. What a lost worker costs is one such
   * interval and the epoch that was running: little beside the lease of 30 s after which it is
   * taken for lost. What a checkpoint costs is a file of some four times the parameters, twice over
   * the network: too much after each epoch of a trial that has many in a second.
   */
  static final Duration STANDARD = Duration.ofSeconds(10);

  private final long nanos;
  private final LongSupplier nanoTime;
  private long last;

  /** An interval that begins now. */
  CheckpointInterval(Duration length, LongSupplier nanoTime) {
    nanos = length.toNanos();
    this.nanoTime = nanoTime;
    last = nanoTime.getAsLong();
  }

  /** Whether it is over; then the next one begins. */
  boolean isDue() {
    long now = nanoTime.getAsLong();
    if (now - last < nanos) {
      return false;
    }
    last = now;
    return true;
  }
}
