package io.cellsearch.core.space;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All parameters of an experiment in the order of its file; a condition may only name an earlier
 * parameter.
 */
public record SearchSpace(List<Parameter> parameters) {

  public SearchSpace {
    parameters = List.copyOf(parameters);
    Set<String> seen = new HashSet<>();
    for (Parameter parameter : parameters) {
      for (Condition condition : parameter.conditions()) {
        if (!seen.contains(condition.path())) {
          throw new IllegalArgumentException(
              parameter.path() + " depends on " + condition.path() + ", which does not precede it");
        }
      }
      if (!seen.add(parameter.path())) {
        throw new IllegalArgumentException("parameter " + parameter.path() + " stands twice");
      }
    }
  }
}
