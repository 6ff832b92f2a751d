package io.cellsearch.coordinator.store;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How a store writes.
 *
 * @param syncDistance the least time between two syncs under sustained load; a write that finds the
 *     writer idle for that long is not kept waiting
 * @param maxBatch the most writes in one commit
 * @param latency told for each write: from handing it in to its sync
 */
public record StoreSettings(Duration syncDistance, int maxBatch, Consumer<Duration> latency) {

  /** 5 ms between syncs: without a distance the H2 file grows to a gigabyte. */
  public static final StoreSettings DEFAULT =
      new StoreSettings(Duration.ofMillis(5), 10_000, latency -> {});

  /** The same, telling latencies to this meter. */
  public StoreSettings withLatency(Consumer<Duration> meter) {
    return new StoreSettings(syncDistance, maxBatch, meter);
  }
}
