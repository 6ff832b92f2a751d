package io.cellsearch.cells.graph;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Algebra on constants and signs; without it gradients drown in ones, zeros and double negations.
 */
final class Simplification {
  private Simplification() {}

  /** The simpler node, or empty where there is none. */
  static Optional<Node> of(Graph graph, Op op, Node... in) {
    Node simpler =
        switch (op) {
          case ADD -> add(graph, in[0], in[1]);
          case SUBTRACT -> subtract(graph, in[0], in[1]);
          case MULTIPLY -> multiply(graph, in[0], in[1]);
          case DIVIDE -> divide(graph, in[0], in[1]);
          case NEGATE -> negate(graph, in[0]);
          default -> function(graph, op, in[0]);
        };
    return Optional.ofNullable(simpler);
  }

  private static @Nullable Node add(Graph graph, Node a, Node b) {
    if (a.isConstant() && b.isConstant()) {
      return graph.constant(a.value() + b.value());
    }
    if (a.isConstant(0)) {
      return b;
    }
    if (b.isConstant(0)) {
      return a;
    }
    if (b.op() == Op.NEGATE) {
      return graph.subtract(a, b.input());
    }
    return a.op() == Op.NEGATE ? graph.subtract(b, a.input()) : null;
  }

  private static @Nullable Node subtract(Graph graph, Node a, Node b) {
    if (a.isConstant() && b.isConstant()) {
      return graph.constant(a.value() - b.value());
    }
    if (b.isConstant(0)) {
      return a;
    }
    if (a.isConstant(0)) {
      return graph.negate(b);
    }
    if (b.op() == Op.NEGATE) {
      return graph.add(a, b.input());
    }
    // c - (c - y) = y for a constant c
    boolean twice = a.isConstant() && b.op() == Op.SUBTRACT && b.input().isConstant(a.value());
    return twice ? b.inputs().get(1) : null;
  }

  private static @Nullable Node multiply(Graph graph, Node a, Node b) {
    if (a.isConstant() && b.isConstant()) {
      return graph.constant(a.value() * b.value());
    }
    if (a.isConstant(0) || b.isConstant(0)) {
      return graph.constant(0);
    }
    if (a.isConstant(1)) {
      return b;
    }
    if (b.isConstant(1)) {
      return a;
    }
    if (a.isConstant(-1)) {
      return graph.negate(b);
    }
    if (b.isConstant(-1)) {
      return graph.negate(a);
    }
    if (a.op() == Op.NEGATE) {
      return graph.negate(graph.multiply(a.input(), b));
    }
    return b.op() == Op.NEGATE ? graph.negate(graph.multiply(a, b.input())) : null;
  }

  private static @Nullable Node divide(Graph graph, Node a, Node b) {
    if (b.isConstant(1)) {
      return a;
    }
    if (a.isConstant(0)) {
      return a;
    }
    return b.isConstant() && b.value() != 0
        ? graph.multiply(a, graph.constant(1 / b.value()))
        : null;
  }

  /** A function of a number. */
  private static @Nullable Node function(Graph graph, Op op, Node a) {
    if (!a.isConstant()) {
      return null;
    }
    double u = a.value();
    return switch (op) {
      case SIGMOID -> graph.constant(1 / (1 + Math.exp(-u)));
      case TANH -> graph.constant(Math.tanh(u));
      case RELU -> graph.constant(Math.max(0, u));
      case EXP -> graph.constant(Math.exp(u));
      case LOG -> graph.constant(Math.log(u));
      case SQRT -> graph.constant(Math.sqrt(u));
      case ABS -> graph.constant(Math.abs(u));
      default -> null;
    };
  }

  private static @Nullable Node negate(Graph graph, Node a) {
    if (a.isConstant()) {
      return graph.constant(-a.value());
    }
    if (a.op() == Op.NEGATE) {
      return a.input();
    }
    return a.op() == Op.SUBTRACT ? graph.subtract(a.inputs().get(1), a.input()) : null;
  }
}
