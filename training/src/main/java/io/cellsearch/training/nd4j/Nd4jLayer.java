package io.cellsearch.training.nd4j;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.graph.Gradient;
import io.cellsearch.cells.graph.Graph;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One recurrent layer over a batch: lists have an array [batch][size] for each step. */
final class Nd4jLayer {
  private final Cell cell;
  private final LayerParameters parameters;
  private final Gradient gradient;
  private final List<Node> slots;
  private final List<Node> vectors;
  private final Node input;
  private final Node output;
  private final int units;
  private final List<StepValues> steps = new ArrayList<>();

  Nd4jLayer(Cell cell, LayerParameters parameters, int units) {
    this.cell = cell;
    this.parameters = parameters;
    this.gradient = cell.gradient();
    this.slots = StepValues.slots(cell.next().values());
    this.vectors =
        Graph.reach(cell.next().values()).stream().filter(node -> node.op() == Op.VECTOR).toList();
    this.input = cell.graph().leaf(Op.INPUT, "x");
    this.output = Objects.requireNonNull(cell.next().get(cell.output()));
    this.units = units;
  }

  LayerParameters parameters() {
    return parameters;
  }

  /** Runs forwards from zero states and gives the outputs. */
  List<INDArray> forward(List<INDArray> inputs) {
    steps.clear();
    long batch = inputs.get(0).size(0);
    StepValues.Context context =
        new StepValues.Context(parameters, gradient, slots, new long[] {batch, units});
    Map<String, INDArray> states = new HashMap<>();
    cell.states().forEach(state -> states.put(state, zeros(batch)));
    List<INDArray> outputs = new ArrayList<>();
    for (int t = 0; t < inputs.size(); t++) {
      StepValues values = new StepValues(context, t);
      values.put(input, inputs.get(t));
      states.forEach((state, value) -> values.put(state(Op.STATE, state), value));
      cell.next().forEach((state, node) -> states.put(state, values.get(node)));
      steps.add(values);
      outputs.add(values.get(output));
    }
    return outputs;
  }

  /** Runs backwards: adds to the parameters' gradients and gives the inputs' gradients. */
  List<INDArray> backward(List<INDArray> outputGradients) {
    long batch = outputGradients.get(0).size(0);
    INDArray[] inputGradients = new INDArray[steps.size()];
    Map<String, INDArray> carried = new HashMap<>();
    cell.states().forEach(state -> carried.put(state, zeros(batch)));
    for (int t = steps.size() - 1; t >= 0; t--) {
      StepValues values = steps.get(t);
      carried.merge(cell.output(), outputGradients.get(t), INDArray::add);
      carried.forEach((state, value) -> values.put(state(Op.STATE_GRADIENT, state), value));
      Map<Node, INDArray> leaves = leafGradients(values);
      addProducts(values, leaves);
      addVectors(values);
      inputGradients[t] = leaves.get(input);
      leaves.forEach((leaf, value) -> carried.replace(leaf.name(), value));
    }
    return Arrays.asList(inputGradients);
  }

  /** What reaches the input and the old states without passing a matrix. */
  private Map<Node, INDArray> leafGradients(StepValues values) {
    Map<Node, INDArray> leaves = new HashMap<>();
    List<Node> all = new ArrayList<>(List.of(input));
    cell.states().forEach(state -> all.add(state(Op.STATE, state)));
    for (Node leaf : all) {
      INDArray zero = values.get(leaf).like();
      leaves.put(leaf, values.gradient(leaf).map(INDArray::dup).orElse(zero));
    }
    return leaves;
  }

  private void addProducts(StepValues values, Map<Node, INDArray> leaves) {
    for (Node slot : slots) {
      for (int k = 0; k < slot.inputs().size(); k++) {
        Node operand = slot.inputs().get(k);
        INDArray into = parameters.gradient(slot.matrices().get(k));
        values
            .gradient(slot)
            .ifPresent(delta -> into.addi(values.get(operand).transpose().mmul(delta)));
        INDArray leaf = leaves.get(operand);
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

  private Node state(Op op, String name) {
    return cell.graph().leaf(op, name);
  }

  private INDArray zeros(long batch) {
    return Nd4j.zeros(parameters.type(), batch, units);
  }
}
