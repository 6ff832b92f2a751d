package io.cellsearch.core.importance;

import java.util.BitSet;
import java.util.function.DoubleConsumer;

/**
 * The part of one axis [0, 1] that a box covers, as disjoint spans in their order: one span of a
 * number's range, one for each of a choice's values. The i-th of k values has the span from i/k to
 * (i+1)/k, so that a side's length is its probability under a uniform draw.
 */
final class Side {
  /** A whole axis of numbers. */
  static final Side WHOLE = new Side(new double[] {0, 1});

  /** Lower and upper bound of each span in turn. */
  private final double[] bounds;

  private final double length;

  private Side(double[] bounds) {
    this.bounds = bounds;
    double sum = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      sum += bounds[i + 1] - bounds[i];
    }
    this.length = sum;
  }

  /** Some of a choice's values. */
  static Side of(BitSet values, int choices) {
    double[] bounds = new double[2 * values.cardinality()];
    int at = 0;
    for (int value = values.nextSetBit(0); value >= 0; value = values.nextSetBit(value + 1)) {
      bounds[at++] = (double) value / choices;
      bounds[at++] = (double) (value + 1) / choices;
    }
    return new Side(bounds);
  }

  /** The part of this span of numbers up to a threshold. */
  Side below(double threshold) {
    return new Side(new double[] {bounds[0], threshold});
  }

  /** The part of this span of numbers beyond a threshold. */
  Side above(double threshold) {
    return new Side(new double[] {threshold, bounds[1]});
  }

  /** The values of a choice whose spans these are. */
  BitSet values(int choices) {
    BitSet values = new BitSet();
    for (int span = 0; span < spans(); span++) {
      values.set((int) Math.rint(low(span) * choices));
    }
    return values;
  }

  double length() {
    return length;
  }

  int spans() {
    return bounds.length / 2;
  }

  double low(int span) {
    return bounds[2 * span];
  }

  double high(int span) {
    return bounds[2 * span + 1];
  }

  void eachBound(DoubleConsumer consumer) {
    for (double bound : bounds) {
      consumer.accept(bound);
    }
  }
}
