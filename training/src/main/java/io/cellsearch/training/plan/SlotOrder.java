package io.cellsearch.training.plan;

import io.cellsearch.cells.graph.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order of slots that gives every operand the fewest separate runs of slots: a run is one
 * matrix product. By trying all orders of up to 8 slots; for more the order of the text stays.
 */
final class SlotOrder {
  private static final int MOST = 8;

  private final Collection<Set<Node>> readers;
  private final List<Node> slots;
  private List<Node> best;
  private int fewest;

  private SlotOrder(List<Node> slots) {
    this.slots = slots;
    Map<Node, Set<Node>> byOperand = new LinkedHashMap<>();
    for (Node slot : slots) {
      for (Node operand : slot.inputs()) {
        byOperand.computeIfAbsent(operand, k -> new LinkedHashSet<>()).add(slot);
      }
    }
    readers = byOperand.values();
    best = slots;
    fewest = Integer.MAX_VALUE;
  }

  static List<Node> of(List<Node> slots) {
    if (slots.size() > MOST) {
      return slots;
    }
    SlotOrder order = new SlotOrder(slots);
    order.extend(new ArrayList<>());
    return List.copyOf(order.best);
  }

  private void extend(List<Node> begun) {
    if (begun.size() == slots.size()) {
      int runs = runs(begun);
      if (runs < fewest) {
        fewest = runs;
        best = List.copyOf(begun);
      }
      return;
    }
    for (Node slot : slots) {
      if (!begun.contains(slot)) {
        begun.add(slot);
        extend(begun);
        begun.remove(begun.size() - 1);
      }
    }
  }

  private int runs(List<Node> order) {
    int runs = 0;
    for (Set<Node> reading : readers) {
      for (int i = 0; i < order.size(); i++) {
        boolean begins = i == 0 || !reading.contains(order.get(i - 1));
        runs += begins && reading.contains(order.get(i)) ? 1 : 0;
      }
    }
    return runs;
  }
}
