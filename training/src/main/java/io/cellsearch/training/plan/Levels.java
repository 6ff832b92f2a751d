package io.cellsearch.training.plan;

import io.cellsearch.cells.graph.Gradient;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many matrix products of one step come one after another before a value: its stage. */
final class Levels {
  private final Gradient gradient;
  private final Map<Node, Integer> forward = new HashMap<>();
  private final Map<Node, Integer> backward = new HashMap<>();

  Levels(Gradient gradient, List<Node> forwardNodes) {
    this.gradient = gradient;
    for (Node node : forwardNodes) {
      int level = 0;
      for (Node input : node.inputs()) {
        int product = node.op() == Op.PREACTIVATION && !input.isLeaf() ? 1 : 0;
        level = Math.max(level, forward(input) + product);
      }
      forward.put(node, level);
    }
  }

  /** Of a value of the forward graph; products of old states are before level 0. */
  int forward(Node node) {
    return forward.getOrDefault(node, 0);
  }

  /** Of a value of the backward graph; everything of the forward graph is at hand at level 0. */
  int backward(Node node) {
    if (gradient.isForward(node) || node.isLeaf()) {
      return 0;
    }
    Integer known = backward.get(node);
    if (known == null) {
      known = node.op() == Op.BACK_PRODUCT ? 1 : 0;
      int deepest = 0;
      for (Node input : node.inputs()) {
        deepest = Math.max(deepest, backward(input));
      }
      known += deepest;
      backward.put(node, known);
    }
    return known;
  }
}
