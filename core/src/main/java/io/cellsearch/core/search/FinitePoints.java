package io.cellsearch.core.search;

import io.cellsearch.core.space.Condition;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The points of a space of discrete domains, numbered: the Cartesian product without the values of
 * parameters that are inactive. Only parameters that others depend on are ever enumerated.
 */
final class FinitePoints {
  /** Beyond this a space counts as infinite: nobody tries so many trials. */
  private static final long MOST = 1L << 50;

  private final List<Parameter> parameters;
  private final Map<String, Axis> axes;
  private final Set<String> controlling = new HashSet<>();
  private final SearchSpace space;
  private final long size;

  FinitePoints(SearchSpace space) {
    this.space = space;
    parameters = space.parameters();
    axes = Axis.of(space).stream().collect(Collectors.toMap(Axis::path, axis -> axis));
    for (Parameter parameter : parameters) {
      parameter.conditions().stream().map(Condition::path).forEach(controlling::add);
    }
    boolean infinite = axes.values().stream().anyMatch(axis -> axis.size() == 0);
    size = infinite ? 0 : count(0, new HashMap<>());
  }

  /** How many points there are; 0 where they are without number. */
  long size() {
    return size >= MOST ? 0 : size;
  }

  /** The point with a number from 0. */
  Configuration point(long number) {
    Map<String, ParameterValue> sofar = new TreeMap<>();
    long[] rest = {number};
    int[] next = {0};
    return space.configure(
        parameter -> {
          while (!parameters.get(next[0]).equals(parameter)) {
            keep(parameters.get(next[0]++), sofar);
          }
          next[0]++;
          return digit(parameter, next[0], sofar, rest);
        });
  }

  private void keep(Parameter skipped, Map<String, ParameterValue> sofar) {
    if (skipped.domain() instanceof Domain.Constant constant && skipped.active(sofar)) {
      sofar.put(skipped.path(), constant.value());
    }
  }

  /** The value of a parameter in the mixed-radix number that remains. */
  private ParameterValue digit(
      Parameter parameter, int next, Map<String, ParameterValue> sofar, long[] rest) {
    Axis axis = axes.get(parameter.path());
    if (axis == null) {
      throw new IllegalStateException(parameter.path() + " is not searched");
    }
    if (!controlling.contains(parameter.path())) {
      long below = count(next, sofar);
      ParameterValue value = axis.nth(rest[0] / below);
      rest[0] %= below;
      return value;
    }
    for (long i = 0; i < axis.size(); i++) {
      sofar.put(parameter.path(), axis.nth(i));
      long below = count(next, sofar);
      if (rest[0] < below) {
        return axis.nth(i);
      }
      rest[0] -= below;
    }
    throw new IllegalArgumentException("a point's number must be below " + size);
  }

  /** The number of ways to choose all parameters from the n-th on. */
  private long count(int from, Map<String, ParameterValue> sofar) {
    if (from == parameters.size()) {
      return 1;
    }
    Parameter parameter = parameters.get(from);
    Axis axis = axes.get(parameter.path());
    if (!parameter.active(sofar)) {
      return count(from + 1, sofar);
    }
    if (!controlling.contains(parameter.path())) {
      return times(axis == null ? 1 : axis.size(), count(from + 1, sofar));
    }
    long sum = 0;
    for (long i = 0; i < (axis == null ? 1 : axis.size()); i++) {
      Map<String, ParameterValue> with = new TreeMap<>(sofar);
      with.put(parameter.path(), axis == null ? constant(parameter) : axis.nth(i));
      sum = Math.min(MOST, sum + count(from + 1, with));
    }
    return sum;
  }

  private static ParameterValue constant(Parameter parameter) {
    return ((Domain.Constant) parameter.domain()).value();
  }

  private static long times(long a, long b) {
    return a > MOST / Math.max(b, 1) ? MOST : a * b;
  }
}
