package io.cellsearch.training.plan;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.graph.Gradient;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import io.cellsearch.training.kernel.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the backward pass reads of the forward pass: states and operands, which are in memory
 * anyway, dear values (transcendental functions, quotients), which are stored, and slots before
 * their activation where nothing else will do. Everything cheap is computed again.
 */
final class KeptValues {
  private final Map<Node, Place> homes = new HashMap<>();
  private final Set<Node> rawSlots = new HashSet<>();
  private final List<Node> stored = new ArrayList<>();

  private KeptValues() {}

  static KeptValues decide(
      Cell cell, Derivation derivation, List<Operand> operands, Places places) {
    KeptValues kept = new KeptValues();
    for (Operand operand : operands) {
      if (operand.isIntermediate()) {
        kept.homes.put(operand.node(), operand.place());
      }
    }
    cell.next()
        .forEach(
            (state, node) -> {
              if (!node.isLeaf()) {
                kept.homes.putIfAbsent(node, places.newState(state));
              }
            });
    kept.search(derivation);
    return kept;
  }

  private void search(Derivation derivation) {
    Gradient gradient = derivation.gradient();
    Set<Node> seen = new HashSet<>();
    Set<Node> dear = new LinkedHashSet<>();
    Deque<Node> open = new ArrayDeque<>(derivation.roots());
    while (!open.isEmpty()) {
      Node node = open.pop();
      boolean forward = gradient.isForward(node);
      if (!seen.add(node) || node.isLeaf() || forward && homes.containsKey(node)) {
        continue;
      }
      if (forward && node.op() == Op.PREACTIVATION) {
        rawSlots.add(node);
      } else if (forward && Costs.time(node) >= Costs.DEAR) {
        dear.add(node);
      } else {
        open.addAll(node.inputs());
      }
    }
    stored.addAll(dear);
    stored.sort(Comparator.comparingInt(Node::id));
  }

  /** Values that the forward pass stores for this purpose alone. */
  List<Node> stored() {
    return stored;
  }

  /** Slots that are read as the products left them. */
  Set<Node> rawSlots() {
    return rawSlots;
  }

  /** Where a value of the forward pass stands after it. */
  Optional<Place> home(Node node) {
    return Optional.ofNullable(homes.get(node));
  }

  /** Says where a stored value was put. */
  void settle(Node node, Place place) {
    homes.put(node, place);
  }
}
