package io.cellsearch.core.experiment;

import java.time.Duration;
import java.util.Optional;

/** What the numbers of a search's and a rule's settings must hold to. */
final class Bounds {
  private Bounds() {}

  static void ofRungs(int gracePeriod, int reductionFactor, Optional<Duration> maxTime) {
    atLeast(1, "grace_period", gracePeriod);
    atLeast(2, "reduction_factor", reductionFactor);
    ofTime(maxTime);
  }

  static void ofTime(Optional<Duration> maxTime) {
    maxTime.ifPresent(
        most -> {
          if (most.toSeconds() < 1 || most.compareTo(Resource.LONGEST) > 0) {
            throw new IllegalArgumentException("1s <= max_t <= 3650d must hold, but got " + most);
          }
        });
  }

  static void atLeast(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s >= %d must hold, but got %d".formatted(name, least, value));
    }
  }
}
