package io.cellsearch.core.importance;

import io.cellsearch.core.search.Axis;
import io.cellsearch.core.space.ParameterValue;
import java.util.List;
import java.util.stream.IntStream;

/** The values at which curves are told. */
final class Curves {
  /** Points over a range: enough for a drawing, few enough for an answer over HTTP. */
  private static final int POINTS = 33;

  private Curves() {}

  /** All values of a small axis; else values at equal distances on its scale, in their order. */
  static List<ParameterValue> values(Axis axis) {
    if (axis.size() > 0 && axis.size() <= POINTS) {
      return IntStream.range(0, (int) axis.size()).mapToObj(axis::nth).toList();
    }
    return IntStream.range(0, POINTS)
        .mapToObj(point -> axis.at(point / (POINTS - 1.0)))
        .distinct()
        .toList();
  }
}
