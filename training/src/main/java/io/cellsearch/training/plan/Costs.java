package io.cellsearch.training.plan;

import io.cellsearch.cells.graph.Node;
import io.cellsearch.training.kernel.Transcendentals;

/** What computing a node takes. */
final class Costs {
  /** From here on a value is worth a buffer rather than being computed again. */
  static final int DEAR = 8;

  private Costs() {}

  /** Relative time. */
  static int time(Node node) {
    return switch (node.op()) {
      case SIGMOID, TANH, EXP -> 14;
      case LOG -> 20;
      case DIVIDE, SQRT -> DEAR;
      default -> node.isLeaf() ? 0 : 1;
    };
  }

  /** Vector operations in a loop. */
  static int operations(Node node) {
    return switch (node.op()) {
      case SIGMOID -> Transcendentals.size("sigmoid");
      case TANH -> Transcendentals.size("tanh");
      case EXP -> Transcendentals.size("exp");
      case LOG -> Transcendentals.size("log");
      case WHERE -> 3;
      default -> 1;
    };
  }
}
