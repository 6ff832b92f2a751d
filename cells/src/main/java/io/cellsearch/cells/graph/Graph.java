package io.cellsearch.cells.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes nodes, each computation once, with the algebraic simplifications that differentiation
 * needs.
 */
public final class Graph {
  private final Map<Node.Key, Node> nodes = new HashMap<>();

  /** A leaf with a name. */
  public Node leaf(Op op, String name) {
    return make(op, name, 0, List.of(), List.of());
  }

  public Node constant(double value) {
    return make(Op.CONSTANT, "", value, List.of(), List.of());
  }

  /** 1 where t mod period = 0. */
  public Node tick(int period) {
    return make(Op.TICK, "tick" + period, period, List.of(), List.of());
  }

  /** 1 for the units of group j of so many groups where t mod 2^(j − 1) = 0. */
  public Node clock(int groups) {
    return make(Op.CLOCK, "clock" + groups, groups, List.of(), List.of());
  }

  /** One matrix times its operand. */
  public Node product(String matrix, Node operand) {
    return make(Op.PRODUCT, matrix, 0, List.of(), List.of(operand));
  }

  /** The sum of products, matrix i times operand i. */
  public Node preactivation(List<String> matrices, List<Node> operands) {
    return make(Op.PREACTIVATION, "", 0, matrices, operands);
  }

  /** The gradient that an operand gets through its products, given the gradients of their slots. */
  public Node backProduct(Node operand, List<Node> slotGradients) {
    return make(Op.BACK_PRODUCT, "back" + operand.id(), operand.id(), List.of(), slotGradients);
  }

  /** An elementwise operation. */
  public Node apply(Op op, Node... inputs) {
    return Simplification.of(this, op, inputs).orElseGet(() -> ordered(op, inputs));
  }

  public Node add(Node a, Node b) {
    return apply(Op.ADD, a, b);
  }

  public Node subtract(Node a, Node b) {
    return apply(Op.SUBTRACT, a, b);
  }

  public Node multiply(Node a, Node b) {
    return apply(Op.MULTIPLY, a, b);
  }

  public Node negate(Node a) {
    return apply(Op.NEGATE, a);
  }

  /**
   * log(1 + exp(u)) as max(u, 0) + log(1 + exp(−|u|)), which cannot overflow. Of several nodes, so
   * that a loop too long for the JIT compiler can be cut within it.
   */
  public Node softplus(Node u) {
    Node small = apply(Op.EXP, negate(apply(Op.ABS, u)));
    return add(apply(Op.MAX, u, constant(0)), apply(Op.LOG, add(constant(1), small)));
  }

  private Node ordered(Op op, Node... inputs) {
    boolean swap = op.commutative() && inputs[0].id() > inputs[1].id();
    List<Node> in = swap ? List.of(inputs[1], inputs[0]) : List.of(inputs);
    return make(op, "", 0, List.of(), in);
  }

  private Node make(Op op, String name, double value, List<String> matrices, List<Node> inputs) {
    Node.Key key = new Node.Key(op, name, value, matrices, inputs);
    Node known = nodes.get(key);
    if (known == null) {
      known = new Node(nodes.size(), key);
      nodes.put(key, known);
    }
    return known;
  }

  /** All nodes that the roots are computed from, roots included; inputs come before their users. */
  public static List<Node> reach(Collection<Node> roots) {
    TreeMap<Integer, Node> found = new TreeMap<>();
    Deque<Node> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (found.put(node.id(), node) == null) {
        open.addAll(node.inputs());
      }
    }
    return new ArrayList<>(found.values());
  }
}
