package io.cellsearch.core.experiment;

/** What the numbers of a search's and a rule's settings must hold to. */
final class Bounds {
  private Bounds() {}

  static void ofRungs(int gracePeriod, int reductionFactor) {
    atLeast(1, "grace_period", gracePeriod);
    atLeast(2, "reduction_factor", reductionFactor);
  }

  static void atLeast(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s >= %d must hold, but got %d".formatted(name, least, value));
    }
  }
}
