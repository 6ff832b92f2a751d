package io.cellsearch.benchmarks.cluster;

import java.util.concurrent.atomic.LongAdder;

/** What simulated workers have seen so far. Safe for concurrent use. */
final class LoadMeter {
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder resent = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final LongAdder abandoned = new LongAdder();
  private final Latencies assignments = new Latencies();
  private final Latencies messages = new Latencies();

  /**
   * A message of reports, or what was left of it, was acknowledged for the first time.
   *
   * @param nanos since its reports were due, for the one that waited longest
   */
  void acknowledged(int reports, long nanos) {
    acknowledged.add(reports);
    messages.add(nanos);
  }

  /** Reports were sent again because no answer came in time. */
  void resent(int reports) {
    resent.add(reports);
  }

  void trialEnded() {
    ended.increment();
  }

  /** A request for work was answered by an assignment. */
  void assigned(long nanos) {
    assignments.add(nanos);
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

  /** From the first request after an assignment to the next assignment. */
  Latencies assignments() {
    return assignments;
  }

  /** From the moment at which reports were due to their acknowledgement. */
  Latencies messages() {
    return messages;
  }
}
