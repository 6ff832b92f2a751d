package io.cellsearch.core.importance;

import java.util.List;

/** A leaf of a regression tree: the part of the space that leads to it, and what it predicts. */
record Box(List<Side> sides, double value) {

  Box {
    sides = List.copyOf(sides);
  }

  /** Its share of the space. */
  double volume() {
    double volume = 1;
    for (Side side : sides) {
      volume *= side.length();
    }
    return volume;
  }
}
