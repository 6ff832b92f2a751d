package io.cellsearch.core.search;

import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Configurations as points for a model: a number is one coordinate in [0, 1], already rounded to
 * its step; a choice is one coordinate per value, so that any two values are 1 apart. An inactive
 * parameter stands in the middle: trials that both lack it do not differ in it.
 */
final class Encoding {
  private static final double ONE = Math.sqrt(0.5);

  private final List<Axis> axes;
  private final int[] parameterOf;

  Encoding(SearchSpace space) {
    axes = Axis.of(space);
    parameterOf =
        IntStream.range(0, axes.size())
            .flatMap(p -> IntStream.generate(() -> p).limit(Math.max(1, axes.get(p).choices())))
            .toArray();
  }

  int parameters() {
    return axes.size();
  }

  /** The parameter, from 0, of each coordinate. */
  int[] parameterOf() {
    return parameterOf.clone();
  }

  double[] encode(Configuration configuration) {
    double[] point = new double[parameterOf.length];
    int at = 0;
    for (Axis axis : axes) {
      Optional<ParameterValue> value = configuration.find(axis.path());
      int width = Math.max(1, axis.choices());
      if (axis.choices() == 0) {
        point[at] = value.map(axis::unit).orElse(0.5);
      } else if (value.isPresent()) {
        point[at + axis.choice(value.get())] = ONE;
      } else {
        Arrays.fill(point, at, at + width, ONE / width);
      }
      at += width;
    }
    return point;
  }
}
