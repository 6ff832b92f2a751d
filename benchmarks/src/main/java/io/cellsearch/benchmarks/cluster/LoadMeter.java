package io.cellsearch.benchmarks.cluster;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** What simulated workers have seen so far. Safe for concurrent use. */
final class LoadMeter {
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder resent = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final LongAdder abandoned = new LongAdder();
  private long[] assignmentNanos = new long[1 << 10];
  private int assignments;

  /** Reports were acknowledged for the first time. */
  void acknowledged(int reports) {
    acknowledged.add(reports);
  }

  /** Reports were sent again because no answer came in time. */
  void resent(int reports) {
    resent.add(reports);
  }

  void trialEnded() {
    ended.increment();
  }

  /** A request for work was answered by an assignment. */
  synchronized void assigned(long nanos) {
    if (assignments == assignmentNanos.length) {
      assignmentNanos = Arrays.copyOf(assignmentNanos, 2 * assignments);
    }
    assignmentNanos[assignments++] = nanos;
  }

  /** An attempt was taken away. */
  void abandoned() {
    abandoned.increment();
  }

  long attemptsAbandoned() {
    return abandoned.sum();
  }

  long acknowledged() {
    return acknowledged.sum();
  }

  long resent() {
    return resent.sum();
  }

  long ended() {
    return ended.sum();
  }

  /** A quantile of the assignments' latencies from this one on, in milliseconds. */
  synchronized double assignmentMillis(int from, double share) {
    long[] sorted = Arrays.copyOfRange(assignmentNanos, Math.min(from, assignments), assignments);
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))] / 1e6;
  }

  synchronized int assignments() {
    return assignments;
  }
}
