package io.cellsearch.training.task;

import io.cellsearch.core.experiment.Task;

/**
 * What is done to the targets' columns of a window before the network sees them, and back. The
 * origin of a window is the row of its last input.
 */
enum WindowTransform {
  /** Nothing. */
  NONE {
    @Override
    double input(double[] column, int origin, int row) {
      return column[row];
    }

    @Override
    double target(double[] column, int origin, int row) {
      return column[row];
    }

    @Override
    void invert(double[] horizon, double last) {
      // already in original units
    }
  },

  /** The change since the row before; the first input looks one row further back. */
  DIFFERENCE {
    @Override
    double input(double[] column, int origin, int row) {
      return column[row] - column[row - 1];
    }

    @Override
    double target(double[] column, int origin, int row) {
      return column[row] - column[row - 1];
    }

    @Override
    void invert(double[] horizon, double last) {
      double value = last;
      for (int i = 0; i < horizon.length; i++) {
        value += horizon[i];
        horizon[i] = value;
      }
    }
  },

  /** The distance from the window's last input. */
  RELATIVE_TO_LAST {
    @Override
    double input(double[] column, int origin, int row) {
      return column[row] - column[origin];
    }

    @Override
    double target(double[] column, int origin, int row) {
      return column[row] - column[origin];
    }

    @Override
    void invert(double[] horizon, double last) {
      for (int i = 0; i < horizon.length; i++) {
        horizon[i] += last;
      }
    }
  };

  static WindowTransform of(Task.Transform transform) {
    return switch (transform) {
      case NONE -> NONE;
      case DIFFERENCE -> DIFFERENCE;
      case RELATIVE_TO_LAST -> RELATIVE_TO_LAST;
    };
  }

  /** How many rows before its window an input needs. */
  int lead() {
    return this == DIFFERENCE ? 1 : 0;
  }

  /** What the network reads for a row of the window. */
  abstract double input(double[] column, int origin, int row);

  /** What the network is to say for a row after the window. */
  abstract double target(double[] column, int origin, int row);

  /** Brings predictions of the rows after the window [horizon] to original units, in place. */
  abstract void invert(double[] horizon, double last);
}
