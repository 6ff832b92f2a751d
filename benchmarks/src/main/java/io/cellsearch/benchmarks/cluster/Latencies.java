package io.cellsearch.benchmarks.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** How long something took, each time, in the order in which it ended. Safe for concurrent use. */
final class Latencies {
  private long[] nanos = new long[0];
  private int count;

  synchronized void add(long taken) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, Math.max(1 << 10, 2 * count));
    }
    nanos[count++] = taken;
  }

  synchronized int count() {
    return count;
  }

  /** Those from one on to another that does not count. */
  synchronized Latencies between(int from, int to) {
    Latencies some = new Latencies();
    some.nanos = Arrays.copyOfRange(nanos, Math.min(from, to), to);
    some.count = some.nanos.length;
    return some;
  }

  /** All of several. */
  static Latencies of(List<Latencies> several) {
    Latencies all = new Latencies();
    all.nanos = several.stream().flatMapToLong(Latencies::stream).toArray();
    all.count = all.nanos.length;
    return all;
  }

  private synchronized LongStream stream() {
    return Arrays.stream(Arrays.copyOf(nanos, count));
  }

  /** A quantile in milliseconds; not a number where there are none. */
  double millis(double share) {
    long[] sorted = stream().sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))] / 1e6;
  }
}
