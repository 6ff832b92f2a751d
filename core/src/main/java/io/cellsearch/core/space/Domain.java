package io.cellsearch.core.space;

import java.util.List;
import java.util.OptionalDouble;

/** The values that a parameter may take. */
public sealed interface Domain {

  /** Whether a value is one of these. */
  boolean contains(ParameterValue value);

  /** How a numeric range is measured. */
  enum Scale {
    LINEAR,
    LOG
  }

  /** A single, fixed value. */
  record Constant(ParameterValue value) implements Domain {
    @Override
    public boolean contains(ParameterValue other) {
      return value.equals(other);
    }
  }

  /** Real numbers in [min, max]; with a step, min + k step. */
  record RealRange(double min, double max, Scale scale, OptionalDouble step) implements Domain {
    public RealRange {
      require(min < max, "min < max", "min=" + min + ", max=" + max);
      require(scale == Scale.LINEAR || min > 0, "min > 0 on a log scale", "min=" + min);
      require(step.isEmpty() || step.getAsDouble() > 0, "step > 0", "step=" + step);
      require(step.isEmpty() || scale == Scale.LINEAR, "no step on a log scale", "step=" + step);
    }

    @Override
    public boolean contains(ParameterValue value) {
      return value instanceof ParameterValue.Real real
          && real.value() >= min
          && real.value() <= max
          && (step.isEmpty() || isWhole((real.value() - min) / step.getAsDouble()));
    }

    private static boolean isWhole(double steps) {
      return Math.abs(steps - Math.rint(steps)) < 1e-9 * Math.max(1, steps);
    }
  }

  /** Whole numbers in [min, max], step apart. */
  record IntRange(long min, long max, Scale scale, long step) implements Domain {
    public IntRange {
      require(min < max, "min < max", "min=" + min + ", max=" + max);
      require(scale == Scale.LINEAR || min > 0, "min > 0 on a log scale", "min=" + min);
      require(step > 0, "step > 0", "step=" + step);
      require(step == 1 || scale == Scale.LINEAR, "no step on a log scale", "step=" + step);
    }

    @Override
    public boolean contains(ParameterValue value) {
      return value instanceof ParameterValue.Int whole
          && whole.value() >= min
          && whole.value() <= max
          && (whole.value() - min) % step == 0;
    }
  }

  /** One of several values without an order. */
  record Choice(List<ParameterValue> values) implements Domain {
    public Choice {
      values = List.copyOf(values);
      require(!values.isEmpty(), "at least one value", "none");
      require(values.stream().distinct().count() == values.size(), "distinct values", "" + values);
    }

    @Override
    public boolean contains(ParameterValue value) {
      return values.contains(value);
    }
  }

  private static void require(boolean holds, String rule, String value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + " must hold, but got " + value);
    }
  }
}
