package io.cellsearch.training.nd4j;

import io.cellsearch.cells.graph.Gradient;
import io.cellsearch.cells.graph.Graph;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The values of one step's nodes, each computed once when it is asked for: arrays [batch][units],
 * but the input's [batch][inputs].
 */
final class StepValues {

  /**
   * What all steps of a pass share.
   *
   * @param recurrentMask factors [batch][units] of what recurrent matrices read
   */
  record Context(
      LayerParameters parameters,
      Gradient gradient,
      List<Node> slots,
      long[] shape,
      Optional<INDArray> recurrentMask) {

    /** The factors of an operand: it has some if it depends on the last step. */
    Optional<INDArray> mask(Node operand) {
      return recurrentMask.filter(
          mask -> Graph.reach(List.of(operand)).stream().anyMatch(node -> node.op() == Op.STATE));
    }
  }

  private final Context context;
  private final int step;
  private final Map<Node, INDArray> known = new HashMap<>();

  StepValues(Context context, int step) {
    this.context = context;
    this.step = step;
  }

  /** Gives a leaf its value. */
  void put(Node leaf, INDArray value) {
    known.put(leaf, value);
  }

  INDArray get(Node node) {
    INDArray value = known.get(node);
    if (value == null) {
      value = compute(node);
      known.put(node, value);
    }
    return value;
  }

  /** The gradient of a forward node; empty where the loss does not depend on it. */
  Optional<INDArray> gradient(Node node) {
    return context.gradient().of(node).map(this::get);
  }

  private INDArray compute(Node node) {
    return switch (node.op()) {
      case CONSTANT -> fill(node.value());
      case TICK, CLOCK -> rhythm(node);
      case VECTOR -> fill(0).addiRowVector(context.parameters().value(node.name()));
      case PREACTIVATION -> preactivation(node);
      case BACK_PRODUCT -> backProduct(node);
      default -> Elementwise.apply(node.op(), node.inputs().stream().map(this::get).toList());
    };
  }

  private INDArray rhythm(Node node) {
    int units = (int) context.shape()[1];
    double[] row = new double[units];
    for (int unit = 0; unit < units; unit++) {
      row[unit] = node.isOn(step, unit, units) ? 1 : 0;
    }
    DataType type = context.parameters().type();
    return fill(0).addiRowVector(Nd4j.create(row, new long[] {1, units}, type));
  }

  private INDArray fill(double value) {
    return Nd4j.valueArrayOf(context.shape(), value, context.parameters().type());
  }

  private INDArray preactivation(Node slot) {
    INDArray sum = product(slot, 0);
    for (int k = 1; k < slot.inputs().size(); k++) {
      sum.addi(product(slot, k));
    }
    return sum;
  }

  private INDArray product(Node slot, int k) {
    return read(slot.inputs().get(k)).mmul(context.parameters().value(slot.matrices().get(k)));
  }

  /** An operand as matrices read it. */
  INDArray read(Node operand) {
    INDArray value = get(operand);
    return context.mask(operand).map(value::mul).orElse(value);
  }

  /** What flows back through matrices to an operand that is computed within the step. */
  private INDArray backProduct(Node node) {
    INDArray sum = fill(0);
    for (Node slot : context.slots()) {
      for (int k = 0; k < slot.inputs().size(); k++) {
        if (slot.inputs().get(k).id() == (int) node.value()) {
          addBack(slot, k, sum);
        }
      }
    }
    return sum;
  }

  /** Adds to an operand's gradient what comes from one of a slot's products. */
  void addBack(Node slot, int k, INDArray to) {
    INDArray matrix = context.parameters().value(slot.matrices().get(k));
    Optional<INDArray> mask = context.mask(slot.inputs().get(k));
    gradient(slot)
        .map(delta -> delta.mmul(matrix.transpose()))
        .ifPresent(back -> to.addi(mask.map(back::mul).orElse(back)));
  }

  /** The preactivations among the nodes that the roots are computed from. */
  static List<Node> slots(Iterable<Node> roots) {
    List<Node> all = new ArrayList<>();
    roots.forEach(all::add);
    return Graph.reach(all).stream().filter(node -> node.op() == Op.PREACTIVATION).toList();
  }
}
