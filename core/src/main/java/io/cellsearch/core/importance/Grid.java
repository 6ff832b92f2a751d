package io.cellsearch.core.importance;

import io.cellsearch.core.search.Axis;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.ParameterValue;

/**
 * A parameter's range as cells of a grid whose first and last lie on its bounds, at equal distances
 * on its scale; a choice has a cell for each value.
 *
 * @param low the first cell's place on the scale
 * @param step between cells on the scale, 0 for a choice
 */
record Grid(Axis axis, int cells, double low, double step, boolean log) {
  /** The most cells. */
  private static final int CELLS = 50;

  /** The grid of a parameter. */
  static Grid of(Axis axis) {
    Domain domain = axis.parameter().domain();
    if (domain instanceof Domain.Choice) {
      return new Grid(axis, axis.choices(), 0, 0, false);
    }
    if (domain instanceof Domain.IntRange whole) {
      boolean log = whole.scale() == Scale.LOG;
      long values = log ? octaves(whole.max() - whole.min() + 1) : axis.size();
      double max = log ? whole.max() : whole.min() + (axis.size() - 1) * (double) whole.step();
      return numbers(axis, whole.min(), max, log, values);
    }
    Domain.RealRange real = (Domain.RealRange) domain;
    if (real.step().isPresent()) {
      double max = real.min() + (axis.size() - 1) * real.step().getAsDouble();
      return numbers(axis, real.min(), max, false, axis.size());
    }
    return numbers(axis, real.min(), real.max(), real.scale() == Scale.LOG, CELLS);
  }

  /** How often a number can be halved, rounded up, and one more. */
  private static long octaves(long number) {
    return Long.SIZE - Long.numberOfLeadingZeros(number - 1) + 1L;
  }

  private static Grid numbers(Axis axis, double min, double max, boolean log, long values) {
    int cells = (int) Math.min(CELLS, values);
    double low = log ? StrictMath.log(min) : min;
    double high = log ? StrictMath.log(max) : max;
    return new Grid(axis, cells, low, (high - low) / (cells - 1), log);
  }

  boolean isChoice() {
    return step == 0;
  }

  /** The cell of a value; one in the middle between two belongs to the lower. */
  int cell(ParameterValue value) {
    if (isChoice()) {
      return axis.choice(value);
    }
    double number =
        value instanceof ParameterValue.Int whole
            ? whole.value()
            : ((ParameterValue.Real) value).value();
    double at = log ? StrictMath.log(number) : number;
    int cell = (int) Math.ceil((at - low) / step - 0.5);
    return Math.max(0, Math.min(cells - 1, cell));
  }

  /** The value in the middle of a cell, rounded to one that the parameter may have. */
  ParameterValue value(int cell) {
    return isChoice() ? axis.nth(cell) : axis.nearest(low + cell * step);
  }
}
