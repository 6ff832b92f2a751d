package io.cellsearch.core.importance;

import java.util.List;

/**
 * A regression tree as the boxes into which it cuts the space, and the functional analysis of
 * variance of the function that it stands for (Hutter et al. 2014, section 3). The space has the
 * uniform measure on its axes, so every mean is one weighted by volume.
 */
final class Partition {
  private final List<Box> boxes;

  /** Disjoint boxes that fill the space. */
  Partition(List<Box> boxes) {
    this.boxes = List.copyOf(boxes);
  }

  int size() {
    return boxes.size();
  }

  /** The variance of its predictions over the whole space. */
  double variance() {
    double mean = 0;
    for (Box box : boxes) {
      mean += box.volume() * box.value();
    }
    double variance = 0;
    for (Box box : boxes) {
      variance += box.volume() * (box.value() - mean) * (box.value() - mean);
    }
    return variance;
  }

  /** What it predicts along an axis in the mean over all others (their algorithm 2). */
  Marginal marginal(int axis) {
    Cells cells = Cells.of(boxes, axis);
    // A box raises its span: up where the span begins, down where it ends, summed up afterwards.
    double[] steps = new double[cells.count() + 1];
    for (Box box : boxes) {
      Side side = box.sides().get(axis);
      double height = box.value() * box.volume() / side.length();
      for (int span = 0; span < side.spans(); span++) {
        steps[cells.at(side.low(span))] += height;
        steps[cells.at(side.high(span))] -= height;
      }
    }
    double[] heights = new double[cells.count()];
    double height = 0;
    for (int cell = 0; cell < heights.length; cell++) {
      height += steps[cell];
      heights[cell] = height;
    }
    return new Marginal(cells, heights);
  }

  /** The variance along two axes of its predictions in the mean over all others. */
  double variance(int first, int second) {
    Surface surface = new Surface(Cells.of(boxes, first), Cells.of(boxes, second));
    for (Box box : boxes) {
      Side a = box.sides().get(first);
      Side b = box.sides().get(second);
      surface.raise(a, b, box.value() * box.volume() / (a.length() * b.length()));
    }
    return surface.variance();
  }
}
