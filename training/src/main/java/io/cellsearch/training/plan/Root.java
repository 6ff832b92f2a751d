package io.cellsearch.training.plan;

import io.cellsearch.cells.graph.Node;
import io.cellsearch.training.kernel.Place;

/** A value that a loop must leave at a place: stored there, or summed over the rows. */
record Root(Node node, Place place, boolean accumulate) {

  static Root store(Node node, Place place) {
    return new Root(node, place, false);
  }

  /** Vector operations besides computing the value. */
  int operations() {
    return accumulate ? 3 : 1;
  }
}
