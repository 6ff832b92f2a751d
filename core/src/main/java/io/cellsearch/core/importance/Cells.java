package io.cellsearch.core.importance;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.DoubleStream;

/** An axis cut at every bound of a set of boxes: within a cell nothing changes along it. */
final class Cells {
  /** From 0 to 1, ascending and distinct. */
  private final double[] edges;

  private Cells(double[] edges) {
    this.edges = edges;
  }

  static Cells of(Collection<Box> boxes, int axis) {
    DoubleStream.Builder bounds = DoubleStream.builder();
    boxes.forEach(box -> box.sides().get(axis).eachBound(bounds::add));
    return new Cells(bounds.build().sorted().distinct().toArray());
  }

  int count() {
    return edges.length - 1;
  }

  double size(int cell) {
    return edges[cell + 1] - edges[cell];
  }

  /** The cell that begins at a bound; the number of cells for the upper end. */
  int at(double bound) {
    return Arrays.binarySearch(edges, bound);
  }

  /** The cell that a coordinate lies in; on an edge that is the one below, as in a tree. */
  int holding(double coordinate) {
    int found = Arrays.binarySearch(edges, coordinate);
    int cell = found >= 0 ? found - 1 : -found - 2;
    return Math.max(0, Math.min(count() - 1, cell));
  }
}
