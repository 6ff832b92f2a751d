package io.cellsearch.training.plan;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import io.cellsearch.training.kernel.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the operands of a cell's products, in the order in which their products run. */
final class Operands {
  private Operands() {}

  static List<Operand> of(Cell cell, List<Node> slots, Levels levels, Places places) {
    Map<Node, List<Integer>> fed = new LinkedHashMap<>();
    Map<Node, List<String>> matrices = new LinkedHashMap<>();
    for (int s = 0; s < slots.size(); s++) {
      Node slot = slots.get(s);
      for (int i = 0; i < slot.inputs().size(); i++) {
        fed.computeIfAbsent(slot.inputs().get(i), k -> new ArrayList<>()).add(s);
        matrices
            .computeIfAbsent(slot.inputs().get(i), k -> new ArrayList<>())
            .add(slot.matrices().get(i));
      }
    }
    List<Node> ordered = new ArrayList<>(fed.keySet());
    ordered.sort(Comparator.comparingInt(node -> stage(node, levels)));
    boolean[] written = new boolean[slots.size()];
    List<Operand> operands = new ArrayList<>();
    for (Node node : ordered) {
      List<Integer> own = fed.getOrDefault(node, List.of());
      operands.add(
          new Operand(
              node,
              stage(node, levels),
              place(cell, node, places),
              own,
              matrices.getOrDefault(node, List.of()),
              runs(own, written)));
      own.forEach(slot -> written[slot] = true);
    }
    return operands;
  }

  private static int stage(Node node, Levels levels) {
    return switch (node.op()) {
      case INPUT -> -1;
      case STATE -> 0;
      default -> levels.forward(node) + 1;
    };
  }

  private static Place place(Cell cell, Node node, Places places) {
    if (node.op() == Op.INPUT || node.op() == Op.STATE) {
      return places.leaf(node).orElseThrow();
    }
    return StateNames.of(cell, node)
        .map(places::newState)
        .orElseGet(() -> places.steps("operand " + node.id()));
  }

  private static List<Operand.Run> runs(List<Integer> slots, boolean[] written) {
    List<Operand.Run> runs = new ArrayList<>();
    for (int slot : slots) {
      Operand.Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
      if (last != null && last.end() == slot && last.accumulate() == written[slot]) {
        runs.set(runs.size() - 1, new Operand.Run(last.first(), slot + 1, written[slot]));
      } else {
        runs.add(new Operand.Run(slot, slot + 1, written[slot]));
      }
    }
    return runs;
  }
}
