package io.cellsearch.core.space;

import java.util.List;

/** A parameter is active only while another one, earlier in the space, has one of these values. */
public record Condition(String path, List<ParameterValue> values) {

  public Condition {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          "a condition on " + path + " must name at least one value");
    }
  }

  /** Whether the condition holds for the values chosen so far. */
  public boolean holds(Configuration configuration) {
    return configuration.find(path).map(values::contains).orElse(false);
  }
}
