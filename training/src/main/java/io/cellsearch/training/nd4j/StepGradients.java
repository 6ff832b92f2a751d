package io.cellsearch.training.nd4j;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.graph.Graph;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Takes the gradients of one step: adds the parameters' up and gives those of the leaves. */
final class StepGradients {
  private final LayerParameters parameters;
  private final List<Node> slots;
  private final List<Node> vectors;
  private final List<Node> leaves;

  /**
   * For the steps of a layer.
   *
   * @param leaves the input and the old states
   */
  StepGradients(Cell cell, LayerParameters parameters, List<Node> slots, List<Node> leaves) {
    this.parameters = parameters;
    this.slots = slots;
    this.vectors =
        Graph.reach(cell.next().values()).stream().filter(node -> node.op() == Op.VECTOR).toList();
    this.leaves = leaves;
  }

  /** The gradient of each leaf. */
  Map<Node, INDArray> add(StepValues values) {
    Map<Node, INDArray> into = direct(values);
    addProducts(values, into);
    addVectors(values);
    return into;
  }

  /** What reaches leaves without passing a matrix. */
  private Map<Node, INDArray> direct(StepValues values) {
    Map<Node, INDArray> gradients = new HashMap<>();
    for (Node leaf : leaves) {
      INDArray zero = values.get(leaf).like();
      gradients.put(leaf, values.gradient(leaf).map(INDArray::dup).orElse(zero));
    }
    return gradients;
  }

  private void addProducts(StepValues values, Map<Node, INDArray> gradients) {
    for (Node slot : slots) {
      for (int k = 0; k < slot.inputs().size(); k++) {
        Node operand = slot.inputs().get(k);
        INDArray into = parameters.gradient(slot.matrices().get(k));
        values
            .gradient(slot)
            .ifPresent(delta -> into.addi(values.read(operand).transpose().mmul(delta)));
        INDArray leaf = gradients.get(operand);
        if (leaf != null) {
          values.addBack(slot, k, leaf);
        }
      }
    }
  }

  private void addVectors(StepValues values) {
    for (Node vector : vectors) {
      values
          .gradient(vector)
          .ifPresent(delta -> parameters.gradient(vector.name()).addi(delta.sum(true, 0)));
    }
  }
}
