package io.cellsearch.core.space;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

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

  /**
   * The configuration that takes the value of every active parameter from a function, which is
   * asked in the order of the space; fixed parameters keep theirs.
   */
  public Configuration configure(Function<Parameter, ParameterValue> choose) {
    Map<String, ParameterValue> values = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      if (parameter.active(values)) {
        values.put(
            parameter.path(),
            parameter.domain() instanceof Domain.Constant constant
                ? constant.value()
                : choose.apply(parameter));
      }
    }
    return new Configuration(values);
  }
}
