package io.cellsearch.benchmarks.cluster;

import java.util.Arrays;

/** How long something took, each time, in the order in which it ended. Safe for concurrent use. */
final class Latencies {
  private long[] nanos = new long[1 << 10];
  private int count;

  synchronized void add(long taken) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = taken;
  }

  synchronized int count() {
    return count;
  }

  /**
   * A quantile of those from one on to another that does not count, in milliseconds; not a number
   * where there are none.
   */
  synchronized double millis(int from, int to, double share) {
    long[] sorted = Arrays.copyOfRange(nanos, Math.min(from, to), to);
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))] / 1e6;
  }
}
