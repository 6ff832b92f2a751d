package io.cellsearch.coordinator.store;

import io.cellsearch.core.work.Outcome;
import java.time.Instant;
import java.util.Optional;

/**
 * A stored attempt.
 *
 * @param fromEpoch the epoch that it went on from, 0 for the start
 * @param term in which it was assigned
 * @param end how it ended: {@code trained}, {@code paused}, {@code evaluated}, {@code diverged},
 *     {@code failed}, {@code runner-crashed}, {@code worker-lost} or {@code cancelled}; empty while
 *     it runs
 * @param cause of a failure, in one line
 * @param outcome what the runner said at its end
 */
public record AttemptRecord(
    int attempt,
    AttemptKind kind,
    int fromEpoch,
    String worker,
    long term,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<String> end,
    Optional<String> cause,
    Optional<Outcome> outcome) {

  /** What a failure left behind: the stack of its exception, or the last lines of its runner. */
  public Optional<String> log() {
    return outcome.map(AttemptRecord::log).filter(text -> !text.isEmpty());
  }

  private static String log(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return failed.detail();
    }
    return outcome instanceof Outcome.RunnerLost lost ? lost.detail() : "";
  }
}
