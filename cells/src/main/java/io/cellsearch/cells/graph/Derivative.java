package io.cellsearch.cells.graph;

import java.util.function.BiConsumer;

/** The derivative of each elementwise operation: passes a node's gradient on to its inputs. */
final class Derivative {
  private Derivative() {}

  static void pass(Graph graph, Node node, Node gradient, BiConsumer<Node, Node> to) {
    Node u = node.input();
    switch (node.op()) {
      case SIGMOID ->
          to.accept(
              u,
              graph.multiply(
                  gradient, graph.multiply(node, graph.subtract(graph.constant(1), node))));
      case TANH ->
          to.accept(
              u,
              graph.multiply(
                  gradient, graph.subtract(graph.constant(1), graph.multiply(node, node))));
      // relu(u) = 0 exactly where -relu(u) >= 0
      case RELU ->
          to.accept(u, graph.apply(Op.WHERE, graph.negate(node), graph.constant(0), gradient));
      case EXP -> to.accept(u, graph.multiply(gradient, node));
      case LOG -> to.accept(u, graph.apply(Op.DIVIDE, gradient, u));
      case SQRT ->
          to.accept(u, graph.apply(Op.DIVIDE, graph.multiply(gradient, graph.constant(0.5)), node));
      case ABS -> to.accept(u, graph.apply(Op.WHERE, u, gradient, graph.negate(gradient)));
      case COPY -> to.accept(u, gradient);
      case NEGATE -> to.accept(u, graph.negate(gradient));
      case STOP -> {
        // no gradient, by definition
      }
      case WHERE -> {
        Node zero = graph.constant(0);
        to.accept(node.inputs().get(1), graph.apply(Op.WHERE, u, gradient, zero));
        to.accept(node.inputs().get(2), graph.apply(Op.WHERE, u, zero, gradient));
      }
      default -> passBinary(graph, node, gradient, to);
    }
  }

  private static void passBinary(Graph graph, Node node, Node gradient, BiConsumer<Node, Node> to) {
    Node u = node.input();
    Node v = node.inputs().get(1);
    switch (node.op()) {
      case ADD -> {
        to.accept(u, gradient);
        to.accept(v, gradient);
      }
      case SUBTRACT -> {
        to.accept(u, gradient);
        to.accept(v, graph.negate(gradient));
      }
      case MULTIPLY -> {
        to.accept(u, graph.multiply(gradient, v));
        to.accept(v, graph.multiply(gradient, u));
      }
      case DIVIDE -> {
        Node quotient = graph.apply(Op.DIVIDE, gradient, v);
        to.accept(u, quotient);
        to.accept(v, graph.negate(graph.multiply(quotient, node)));
      }
      case MAX -> passLarger(graph, node, graph.subtract(u, v), gradient, to);
      case MIN -> passLarger(graph, node, graph.subtract(v, u), gradient, to);
      default -> throw new IllegalStateException("no derivative of " + node.op());
    }
  }

  /**
   * The whole gradient to the first input where the difference is not negative, else to the second.
   */
  private static void passLarger(
      Graph graph, Node node, Node difference, Node gradient, BiConsumer<Node, Node> to) {
    Node zero = graph.constant(0);
    to.accept(node.input(), graph.apply(Op.WHERE, difference, gradient, zero));
    to.accept(node.inputs().get(1), graph.apply(Op.WHERE, difference, zero, gradient));
  }
}
