package io.cellsearch.cells.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Symbolic reverse mode over ONE step: the gradients of the old states, of every preactivation, of
 * every vector parameter and of the input, as graphs over the step's values and {@link
 * Op#STATE_GRADIENT} leaves.
 *
 * <p>The gradient of a state leaf holds only its elementwise part; what flows through matrices
 * reaches it as transposed products of the preactivations' gradients, which the schedule adds.
 * Gradients through the same step's new states (a peephole on c') come out right by themselves,
 * because the new state is a node like any other.
 */
public final class Gradient {
  private final Graph graph;
  private final Map<Node, Node> gradients = new HashMap<>();
  private final Map<Node, List<Node>> readers = new HashMap<>();
  private final Set<Node> forward;

  private Gradient(Graph graph, List<Node> order) {
    this.graph = graph;
    this.forward = Collections.unmodifiableSet(new LinkedHashSet<>(order));
  }

  /** Differentiates the new values of all states. */
  public static Gradient of(Graph graph, Map<String, Node> next) {
    List<Node> order = Graph.reach(next.values());
    Gradient gradient = new Gradient(graph, order);
    for (Node node : order) {
      if (node.op() == Op.PREACTIVATION) {
        node.inputs().stream()
            .distinct()
            .forEach(
                operand ->
                    gradient.readers.computeIfAbsent(operand, k -> new ArrayList<>()).add(node));
      }
    }
    next.forEach((state, node) -> gradient.accumulate(node, graph.leaf(Op.STATE_GRADIENT, state)));
    for (int i = order.size() - 1; i >= 0; i--) {
      gradient.visit(order.get(i));
    }
    return gradient;
  }

  /** The gradient of a node of the forward graph; empty where nothing depends on it. */
  public Optional<Node> of(Node node) {
    return Optional.ofNullable(gradients.get(node));
  }

  /** Whether a node belongs to the forward graph. */
  public boolean isForward(Node node) {
    return forward.contains(node);
  }

  private void visit(Node node) {
    if (!node.isLeaf()) {
      addBackProduct(node);
    }
    Node gradient = gradients.get(node);
    if (gradient != null && !node.isLeaf() && node.op() != Op.PREACTIVATION) {
      Derivative.pass(graph, node, gradient, this::accumulate);
    }
  }

  private void addBackProduct(Node operand) {
    List<Node> slots = readers.getOrDefault(operand, List.of());
    List<Node> reached = slots.stream().filter(gradients::containsKey).map(gradients::get).toList();
    if (!reached.isEmpty()) {
      accumulate(operand, graph.backProduct(operand, reached));
    }
  }

  private void accumulate(Node node, Node gradient) {
    if (node.isConstant() || node.isRhythm() || gradient.isConstant(0)) {
      return;
    }
    gradients.merge(node, gradient, graph::add);
  }
}
