package io.cellsearch.training.plan;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.graph.Node;
import java.util.Map;
import java.util.Optional;

/** Which state's new value a node is. */
final class StateNames {
  private StateNames() {}

  static Optional<String> of(Cell cell, Node node) {
    return cell.next().entrySet().stream()
        .filter(next -> next.getValue() == node)
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
