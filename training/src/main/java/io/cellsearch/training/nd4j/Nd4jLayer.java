package io.cellsearch.training.nd4j;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.CellParameter;
import io.cellsearch.cells.graph.Gradient;
import io.cellsearch.cells.graph.Graph;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** One recurrent layer over a batch: lists have an array [batch][size] for each step. */
final class Nd4jLayer implements Nd4jStage {
  private final Cell cell;
  private final LayerParameters parameters;
  private final Gradient gradient;
  private final List<Node> slots;
  private final Node input;
  private final Node output;
  private final int units;
  private final StepGradients gradients;
  private final double recurrentDropout;
  private final Optional<Nd4jLayer> lower;
  private final List<StepValues> steps = new ArrayList<>();
  private final Map<Node, NormalisedInput> normalised = new LinkedHashMap<>();
  private Position position = new Position(Map.of(), 0);

  /** By state what the layer above gives back for each step. */
  private final Map<String, List<INDArray>> fromAbove = new HashMap<>();

  /**
   * A layer.
   *
   * @param recurrentDropout the share of units that recurrent matrices do not read in training
   * @param lower the layer that it stands on
   */
  Nd4jLayer(
      Cell cell,
      LayerParameters parameters,
      int units,
      double recurrentDropout,
      Optional<Nd4jLayer> lower) {
    this.recurrentDropout = recurrentDropout;
    this.cell = cell;
    this.lower = lower;
    this.parameters = parameters;
    this.gradient = cell.gradient();
    this.slots = StepValues.slots(cell.next().values());
    this.input = cell.graph().leaf(Op.INPUT, "x");
    this.output = Objects.requireNonNull(cell.next().get(cell.output()));
    this.units = units;
    List<Node> leaves = new ArrayList<>(List.of(input));
    cell.states().forEach(state -> leaves.add(leaf(Op.STATE, state)));
    this.gradients = new StepGradients(cell, parameters, slots, leaves);
  }

  @Override
  public List<LayerParameters> parameters() {
    return List.of(parameters);
  }

  /** The new value of every state at some step, to go on from. */
  record Position(Map<String, INDArray> states, int time) {}

  /** Runs forwards from zero states, or from where the last pass ended, and gives the outputs. */
  @Override
  public List<INDArray> forward(List<INDArray> inputs, Pass pass) {
    Position from = pass.before() == 0 ? start(inputs.get(0).size(0)) : position;
    if (from.time() != pass.before()) {
      throw new IllegalArgumentException(
          "steps from %d on cannot follow those up to %d".formatted(pass.before(), from.time()));
    }
    return forwardFrom(from, inputs, pass);
  }

  /** Before the first step of a batch. */
  Position start(long batch) {
    Map<String, INDArray> zeros = new HashMap<>();
    cell.states().forEach(state -> zeros.put(state, zeros(batch)));
    return new Position(zeros, 0);
  }

  /** Runs forwards from somewhere. */
  List<INDArray> forwardFrom(Position from, List<INDArray> inputs, Pass pass) {
    steps.clear();
    fromAbove.clear();
    long batch = inputs.get(0).size(0);
    Map<Node, INDArray> whole = normalise(Nd4j.vstack(inputs), pass.mask(), pass.training());
    long[] shape = {batch, units};
    StepValues.Context context =
        new StepValues.Context(
            parameters,
            gradient,
            slots,
            shape,
            Nd4jDropout.recurrent(recurrentDropout, shape, pass, parameters.type()));
    Map<String, INDArray> states = new HashMap<>(from.states());
    List<INDArray> outputs = new ArrayList<>();
    for (int t = 0; t < inputs.size(); t++) {
      StepValues values = new StepValues(context, from.time() + t);
      values.put(input, inputs.get(t));
      states.forEach((state, value) -> values.put(leaf(Op.STATE, state), value));
      for (String state : cell.statesReadBelow()) {
        values.put(leaf(Op.BELOW, state), lower.orElseThrow().newState(state, t));
      }
      for (Map.Entry<Node, INDArray> each : whole.entrySet()) {
        values.put(each.getKey(), step(each.getValue(), t, batch));
      }
      cell.next().forEach((state, node) -> states.put(state, values.get(node)));
      steps.add(values);
      outputs.add(values.get(output));
    }
    position = new Position(states, from.time() + inputs.size());
    return outputs;
  }

  /** After the last step that was run. */
  Position position() {
    return position;
  }

  /** Whether values depend on other rows of the batch. */
  boolean normalises() {
    return cell.parameters().stream()
        .anyMatch(parameter -> parameter.shape() == CellParameter.Shape.STATISTIC);
  }

  private Map<Node, INDArray> normalise(INDArray x, INDArray mask, boolean training) {
    normalised.clear();
    Map<Node, INDArray> whole = new LinkedHashMap<>();
    for (Node node : Graph.reach(cell.next().values())) {
      if (node.op() == Op.NORMALISED) {
        NormalisedInput product = new NormalisedInput(node.name(), parameters, x, mask);
        normalised.put(node, product);
        whole.put(node, training ? product.forwardInTraining() : product.forward());
      }
    }
    return whole;
  }

  private static INDArray step(INDArray all, int t, long batch) {
    return all.get(NDArrayIndex.interval(t * batch, (t + 1) * batch), NDArrayIndex.all()).dup();
  }

  private INDArray newState(String state, int t) {
    return steps.get(t).get(Objects.requireNonNull(cell.next().get(state)));
  }

  @Override
  public List<INDArray> backward(List<INDArray> outputGradients) {
    long batch = outputGradients.get(0).size(0);
    INDArray[] inputGradients = new INDArray[steps.size()];
    Map<String, INDArray> carried = new HashMap<>();
    cell.states().forEach(state -> carried.put(state, zeros(batch)));
    for (int t = steps.size() - 1; t >= 0; t--) {
      StepValues values = steps.get(t);
      carried.merge(cell.output(), outputGradients.get(t), INDArray::add);
      for (Map.Entry<String, List<INDArray>> above : fromAbove.entrySet()) {
        carried.merge(above.getKey(), above.getValue().get(t), INDArray::add);
      }
      carried.forEach((state, value) -> values.put(leaf(Op.STATE_GRADIENT, state), value));
      Map<Node, INDArray> leaves = gradients.add(values);
      inputGradients[t] = leaves.get(input);
      leaves.forEach((leaf, value) -> carried.replace(leaf.name(), value));
    }
    for (String state : cell.statesReadBelow()) {
      lower.orElseThrow().fromAbove.put(state, gradients(leaf(Op.BELOW, state), batch));
    }
    normalised.forEach(
        (node, product) -> {
          INDArray all = product.backward(Nd4j.vstack(gradients(node, batch)));
          for (int t = 0; t < inputGradients.length; t++) {
            inputGradients[t] = inputGradients[t].add(step(all, t, batch));
          }
        });
    return Arrays.asList(inputGradients);
  }

  /** Of a given leaf for each step. */
  private List<INDArray> gradients(Node leaf, long batch) {
    return steps.stream()
        .map(values -> values.gradient(leaf).map(INDArray::dup).orElse(zeros(batch)))
        .toList();
  }

  private Node leaf(Op op, String name) {
    return cell.graph().leaf(op, name);
  }

  private INDArray zeros(long batch) {
    return Nd4j.zeros(parameters.type(), batch, units);
  }
}
