package io.cellsearch.coordinator.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * For how long an experiment was paused, or over before it went on: its own clock stood still.
 *
 * @param since when it is paused; empty while it is not
 * @param before that pause, altogether
 */
public record PausedTime(Optional<Instant> since, Duration before) {

  /** An experiment that was never paused. */
  public static final PausedTime NONE = new PausedTime(Optional.empty(), Duration.ZERO);

  public PausedTime {
    if (before.isNegative()) {
      throw new IllegalArgumentException("a pause takes no less than no time, but got " + before);
    }
  }

  /** A pause begins; one that lasts goes on. */
  public PausedTime begin(Instant at) {
    return since.isPresent() ? this : new PausedTime(Optional.of(at), before);
  }

  /** A pause ends; a clock that was set back adds nothing. */
  public PausedTime end(Instant at) {
    return new PausedTime(Optional.empty(), total(at));
  }

  /** All pauses up to a moment. */
  public Duration total(Instant at) {
    Duration current = since.map(begin -> Duration.between(begin, at)).orElse(Duration.ZERO);
    return current.isNegative() ? before : before.plus(current);
  }
}
