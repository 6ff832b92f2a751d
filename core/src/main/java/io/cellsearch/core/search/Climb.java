package io.cellsearch.core.search;

import java.util.List;

/** How far a trial has come on a ladder: its lowest losses at the rungs and half way to them. */
final class Climb {
  private final List<Integer> epochs;
  private final double[] atRung;
  private final double[] halfWay;
  private int reached;
  private int halves;
  private int epoch;
  private int target;
  private double low = Double.POSITIVE_INFINITY;

  /**
   * @param epochs the rungs
   */
  Climb(List<Integer> epochs) {
    this.epochs = epochs;
    atRung = new double[epochs.size()];
    halfWay = new double[epochs.size()];
  }

  /** The epoch to which it may run. */
  int target() {
    return target;
  }

  void target(int toEpoch) {
    target = toEpoch;
  }

  /** The number of rungs that it has reached. */
  int reached() {
    return reached;
  }

  /** Whether it is where it was meant to pause. */
  boolean rests() {
    return epoch >= target;
  }

  /** The rung after its target. */
  int next() {
    return epochs.get(epochs.indexOf(target) + 1);
  }

  /** Takes in a loss; of epochs that were skipped it is taken to be the loss too. */
  void reported(int atEpoch, double loss) {
    epoch = atEpoch;
    low = Math.min(low, loss);
    for (; halves < epochs.size() && (epochs.get(halves) + 1) / 2 <= epoch; halves++) {
      halfWay[halves] = low;
    }
    for (; reached < epochs.size() && epochs.get(reached) <= epoch; reached++) {
      atRung[reached] = low;
    }
  }

  /** The lowest loss at a rung, less what the last octave of epochs has gained. */
  double score(int rung) {
    return atRung[rung] - (halfWay[rung] - atRung[rung]);
  }
}
