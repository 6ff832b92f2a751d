package io.cellsearch.cells;

import io.cellsearch.cells.language.Attributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The values of a cell's constants and number options, as they are settled for one layer. */
final class Numbers {
  private final String cell;
  private final Map<String, Double> values;

  Numbers(String cell, Map<String, Double> values) {
    this.cell = cell;
    this.values = new HashMap<>(values);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** The value of a declared name or of a plain number. */
  Optional<Double> find(String text) {
    return Attributes.isNumber(text)
        ? Optional.of(Double.parseDouble(text))
        : Optional.ofNullable(values.get(text));
  }

  /** The value of what must be a whole number from 1. */
  int whole(String text) {
    double value = find(text).orElse(0.0);
    if (value != Math.rint(value) || value < 1 || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s of %s is a whole number from 1, but is %s"
              .formatted(text, cell, TextPrinter.number(value)));
    }
    return (int) value;
  }
}
