package io.cellsearch.worker.runner;

import java.time.Duration;

/** How long to wait before the next try: twice as long as before the last one, up to a limit. */
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** The pause before this try. */
  Duration pause() {
    Duration pause = next;
    Duration doubled = pause.multipliedBy(2);
    next = doubled.compareTo(longest) > 0 ? longest : doubled;
    return pause;
  }

  /** A try went well. */
  void reset() {
    next = first;
  }
}
