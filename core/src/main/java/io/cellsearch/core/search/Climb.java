package io.cellsearch.core.search;

import java.util.List;

/** How far a trial has come on a ladder: its lowest losses at the rungs and half way to them. */
final class Climb {
  private final List<Integer> levels;
  private final double[] atRung;
  private final double[] halfWay;
  private int reached;
  private int halves;
  private double spent;
  private int target;
  private boolean finalist;
  private double low = Double.POSITIVE_INFINITY;

  /**
   * @param levels the rungs
   */
  Climb(List<Integer> levels) {
    this.levels = levels;
    atRung = new double[levels.size()];
    halfWay = new double[levels.size()];
  }

  /** What it spends before it may pause. */
  int target() {
    return target;
  }

  void target(int to) {
    target = to;
  }

  /** Whether it is trained to its end whatever comes. */
  boolean isFinalist() {
    return finalist;
  }

  /** It is to be trained further, as one that a quota bought or as a finalist. */
  void promoted(int to, boolean asFinalist) {
    target = to;
    finalist = asFinalist;
  }

  /** It pauses where it is. */
  void interrupted() {
    target = (int) spent;
  }

  /** The number of rungs that it has reached. */
  int reached() {
    return reached;
  }

  /** What it has spent. */
  double spent() {
    return spent;
  }

  /** Whether it is where it was meant to pause. */
  boolean rests() {
    return spent >= target;
  }

  /** The first level that it has not reached. */
  int next() {
    return levels.get(reached);
  }

  /** The lowest of its losses; infinite before the first. */
  double lowest() {
    return low;
  }

  /** It ended before it came to the next rung, and has gained nothing since. */
  void endedBefore(int rung) {
    atRung[rung] = low;
    halfWay[rung] = low;
    reached = rung + 1;
  }

  /** Takes in a loss; at rungs that were skipped it is taken to be the loss too. */
  void reported(double atSpent, double loss) {
    spent = atSpent;
    low = Math.min(low, loss);
    for (; halves < levels.size() && (levels.get(halves) + 1) / 2 <= spent; halves++) {
      halfWay[halves] = low;
    }
    for (; reached < levels.size() && levels.get(reached) <= spent; reached++) {
      atRung[reached] = low;
    }
  }

  /** The lowest loss at a rung, less what the last octave has gained. */
  double score(int rung) {
    return atRung[rung] - (halfWay[rung] - atRung[rung]);
  }
}
