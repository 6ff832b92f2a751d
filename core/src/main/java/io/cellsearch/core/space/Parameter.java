package io.cellsearch.core.space;

import java.util.List;
import java.util.Map;

/**
 * One parameter: its path in the experiment file, its domain, and all conditions under which it is
 * active.
 */
public record Parameter(String path, Domain domain, List<Condition> conditions) {

  public Parameter {
    conditions = List.copyOf(conditions);
  }

  /** An unconditional parameter. */
  public static Parameter of(String path, Domain domain) {
    return new Parameter(path, domain, List.of());
  }

  /** Whether all conditions hold beside the values of earlier parameters. */
  public boolean active(Map<String, ParameterValue> earlier) {
    for (Condition condition : conditions) {
      ParameterValue value = earlier.get(condition.path());
      if (value == null || !condition.values().contains(value)) {
        return false;
      }
    }
    return true;
  }
}
