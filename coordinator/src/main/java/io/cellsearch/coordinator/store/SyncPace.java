package io.cellsearch.coordinator.store;

/**
 * When the next sync may be. A few syncs may follow each other at once, so that a lone report never
 * waits for a timer; under sustained load they keep their distance, so that the file does not grow
 * with every single write.
 */
final class SyncPace {
  /** How many syncs may follow each other at once after a pause. */
  private static final int BURST = 4;

  private final long distanceNanos;
  private long paidUntilNanos;

  /**
   * Starts rested.
   *
   * @param nowNanos a reading of the monotonic clock
   */
  SyncPace(long distanceNanos, long nowNanos) {
    this.distanceNanos = distanceNanos;
    this.paidUntilNanos = nowNanos - BURST * distanceNanos;
  }

  /** How long the next sync has to wait, 0 when it may be at once. */
  long waitNanos(long nowNanos) {
    return Math.max(0, paidUntilNanos - nowNanos);
  }

  /** Notes a sync. */
  void synced(long nowNanos) {
    paidUntilNanos =
        Math.max(paidUntilNanos, nowNanos - (BURST - 1) * distanceNanos) + distanceNanos;
  }
}
