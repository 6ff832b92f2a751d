package io.cellsearch.training.optimize;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an optimizer remembers between steps.
 *
 * @param steps how many steps it has made
 * @param arrays by name, each laid out like the parameters
 */
public record OptimizerState(long steps, Map<String, float[]> arrays) {
  public OptimizerState {
    Map<String, float[]> copies = new TreeMap<>();
    arrays.forEach((name, values) -> copies.put(name, values.clone()));
    arrays = Collections.unmodifiableMap(copies);
  }

  /** Copies one array back. */
  void copy(String name, float[] to) {
    float[] values = arrays.get(name);
    if (values == null || values.length != to.length) {
      throw new IllegalArgumentException(
          "the state needs %d numbers named %s, but has %s"
              .formatted(to.length, name, values == null ? "none" : values.length));
    }
    System.arraycopy(values, 0, to, 0, to.length);
  }
}
