package io.cellsearch.core.importance;

/** Looks for the place in an order of rows where a cut leaves the least squared error. */
final class Scan {
  private final double mean;
  private final int count;
  private final int minLeaf;
  private double lower;
  private int taken;
  private double gain = -1;
  private int best = -1;

  /** A look through so many rows, whose values have this mean. */
  Scan(double mean, int count, int minLeaf) {
    this.mean = mean;
    this.count = count;
    this.minLeaf = minLeaf;
  }

  /** The next rows of the order lie below the cut. */
  void take(double sum, int rows) {
    lower += sum - rows * mean;
    taken += rows;
  }

  /** A cut is possible here. */
  void consider(int place) {
    int rest = count - taken;
    if (taken < minLeaf || rest < minLeaf) {
      return;
    }
    // Measured from the mean, the rest sums up to the opposite of what was taken.
    double found = lower * lower * (1.0 / taken + 1.0 / rest);
    if (found > gain) {
      gain = found;
      best = place;
    }
  }

  boolean found() {
    return best >= 0;
  }

  /** By how much the best cut lessens the squared error. */
  double gain() {
    return gain;
  }

  /** The place of the best cut. */
  int best() {
    return best;
  }
}
