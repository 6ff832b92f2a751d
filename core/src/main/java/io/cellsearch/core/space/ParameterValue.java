package io.cellsearch.core.space;

import java.util.Objects;

/** One value of a parameter. Equality is by kind and value: the integer 1 is not the real 1.0. */
public sealed interface ParameterValue {

  /** The value as a person would write it in an experiment file. */
  String text();

  /** A finite real number. */
  record Real(double value) implements ParameterValue {
    public Real {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a real parameter must be finite, but got " + value);
      }
    }

    @Override
    public String text() {
      return Double.toString(value);
    }
  }

  /** A whole number. */
  record Int(long value) implements ParameterValue {
    @Override
    public String text() {
      return Long.toString(value);
    }
  }

  /** A name, for instance of a cell or an optimizer. */
  record Text(String value) implements ParameterValue {
    public Text {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public String text() {
      return value;
    }
  }

  /** A switch. */
  record Flag(boolean value) implements ParameterValue {
    @Override
    public String text() {
      return Boolean.toString(value);
    }
  }
}
