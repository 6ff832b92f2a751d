package io.cellsearch.core.search;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The losses of a trial by what it had spent: each holds until the next. */
final class Curve {
  private final List<Double> spent = new ArrayList<>();
  private final List<Double> losses = new ArrayList<>();

  /** Takes in a loss that comes after all others. */
  void add(double atSpent, double loss) {
    spent.add(atSpent);
    losses.add(loss);
  }

  /**
   * How far two curves lie apart at the last level that both have come to, if they cross at least
   * twice before: then that distance says nothing about which is better.
   */
  OptionalDouble noise(Curve other) {
    int crossings = 0;
    double sign = 0;
    double apart = 0;
    int i = 0;
    int j = 0;
    while (i < spent.size() && j < other.spent.size()) {
      double next = Math.min(spent.get(i), other.spent.get(j));
      i += spent.get(i) <= next ? 1 : 0;
      j += other.spent.get(j) <= next ? 1 : 0;
      if (i > 0 && j > 0) {
        apart = losses.get(i - 1) - other.losses.get(j - 1);
        crossings += apart * sign < 0 ? 1 : 0;
        sign = apart == 0 ? sign : Math.signum(apart);
      }
    }
    return crossings >= 2 ? OptionalDouble.of(Math.abs(apart)) : OptionalDouble.empty();
  }
}
