package io.cellsearch.cells;

/** The largest magnitude that a parameter's values may take after a step. */
public sealed interface Bound {

  /** The bound where sequences have at most that many steps. */
  double at(int steps);

  /** The same for all sequences. */
  record Fixed(double value) implements Bound {
    @Override
    public double at(int steps) {
      return value;
    }
  }

  /** base^(1/T): what is multiplied by it at each of T steps grows to no more than base times. */
  record Root(double base) implements Bound {
    @Override
    public double at(int steps) {
      return Math.pow(base, 1.0 / steps);
    }
  }
}
