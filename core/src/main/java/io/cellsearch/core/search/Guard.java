package io.cellsearch.core.search;

/**
 * Finds the rung at which new trials pause: the lowest whose losses say something about those at
 * the next. It moves up when the ranks at both, over at least ten trials, do not correlate, and
 * back down when, over twice, four times, … as many, they do so beyond chance.
 */
final class Guard {
  /** Trials at both rungs without which their agreement is not judged. */
  private static final int FEWEST = 10;

  /** Standard errors of a rank correlation that are beyond chance. */
  private static final double CERTAIN = 2;

  private final int rungs;
  private final Agreement agreement;
  private int base;
  private int nextLook;

  /**
   * @param rungs of the ladder; the last two are never judged
   */
  Guard(int rungs) {
    this.rungs = rungs;
    agreement = new Agreement(rungs);
  }

  /** The rung at which new trials pause. */
  int base() {
    return base;
  }

  /** Takes in the loss at a rung; whether the base has moved. */
  boolean reached(int trial, int rung, double loss) {
    agreement.reached(trial, rung, loss);
    if (rung == base + 1 && rung < rungs - 1 && agreement.pairs(base) >= FEWEST) {
      return agreement.correlation(base) <= 0 && moveTo(base + 1);
    }
    return rung == base && base > 0 && agreesAgain() && moveTo(base - 1);
  }

  /** Asked rarely: the correlation of many trials takes a while. */
  private boolean agreesAgain() {
    if (agreement.size(base) < nextLook) {
      return false;
    }
    int pairs = agreement.pairs(base - 1);
    nextLook = 2 * agreement.size(base);
    return agreement.correlation(base - 1) * Math.sqrt(pairs - 1) > CERTAIN;
  }

  private boolean moveTo(int rung) {
    base = rung;
    nextLook = base == 0 ? 0 : 2 * agreement.size(base);
    return true;
  }

  /** A trial counts no more. */
  void leave(int trial) {
    agreement.leave(trial);
  }
}
