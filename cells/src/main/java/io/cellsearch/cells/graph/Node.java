package io.cellsearch.cells.graph;

import java.util.List;

/**
 * One value of a step. Equal computations are the same node, so identity is equality and a common
 * subexpression is computed once.
 */
public final class Node {
  private final int id;
  private final Op op;
  private final String name;
  private final double value;
  private final List<String> matrices;
  private final List<Node> inputs;

  Node(int id, Key key) {
    this.id = id;
    this.op = key.op();
    this.name = key.name();
    this.value = key.value();
    this.matrices = key.matrices();
    this.inputs = key.inputs();
  }

  /** Everything that distinguishes a node from another. */
  record Key(Op op, String name, double value, List<String> matrices, List<Node> inputs) {
    Key {
      matrices = List.copyOf(matrices);
      inputs = List.copyOf(inputs);
    }
  }

  /** The order of creation: inputs have smaller ids than their users. */
  public int id() {
    return id;
  }

  public Op op() {
    return op;
  }

  /** Of a state, parameter, tick or clock; the matrix of a normalised product; else empty. */
  public String name() {
    return name;
  }

  /**
   * Of a constant; the period of a tick; the groups of a clock; the operand's id of a back product;
   * else 0.
   */
  public double value() {
    return value;
  }

  /** Of a preactivation: the matrix of each input. */
  public List<String> matrices() {
    return matrices;
  }

  public List<Node> inputs() {
    return inputs;
  }

  /** The only or first input. */
  public Node input() {
    return inputs.get(0);
  }

  public boolean isLeaf() {
    return inputs.isEmpty();
  }

  public boolean isConstant() {
    return op == Op.CONSTANT;
  }

  /** Whether it is a tick or a clock: known for every step before anything is computed. */
  public boolean isRhythm() {
    return op == Op.TICK || op == Op.CLOCK;
  }

  /** Whether a tick or a clock is 1 for a unit at a step. */
  public boolean isOn(int step, int unit, int units) {
    if (op == Op.TICK) {
      return step % (int) value == 0;
    }
    int group = unit / (units / (int) value);
    return Long.numberOfTrailingZeros(step) >= group;
  }

  boolean isConstant(double number) {
    return isConstant() && value == number;
  }

  @Override
  public String toString() {
    if (isLeaf()) {
      return switch (op) {
        case CONSTANT -> Double.toString(value);
        case STATE_GRADIENT -> "d" + name;
        case BELOW -> "below " + name;
        default -> name;
      };
    }
    StringBuilder text =
        new StringBuilder(op.name().toLowerCase(java.util.Locale.ROOT)).append('(');
    for (int i = 0; i < inputs.size(); i++) {
      text.append(i > 0 ? ", " : "");
      text.append(matrices.isEmpty() ? name : matrices.get(i))
          .append(matrices.isEmpty() && name.isEmpty() ? "" : " ");
      text.append(inputs.get(i));
    }
    return text.append(')').toString();
  }
}
