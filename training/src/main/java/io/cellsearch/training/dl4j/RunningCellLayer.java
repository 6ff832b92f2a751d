package io.cellsearch.training.dl4j;

import io.cellsearch.training.nd4j.Nd4jStack;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterLayout;
import io.cellsearch.training.network.ParameterTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A {@link CellLayer} at work. What it keeps for the backward pass lies outside of DL4J's
 * workspaces, whose arrays do not live that long.
 */
@SuppressWarnings("serial") // DL4J declares layers serializable and stores none so
final class RunningCellLayer extends BaseRecurrentLayer<CellLayer> {
  private static final long serialVersionUID = 1;
  private static final String TIME = "time";
  private static final String NO_TRUNCATION =
      "a layer of a cell's text learns from whole sequences; use BackpropType.Standard";

  private final transient List<ParameterTensor> tensors;
  private final transient Nd4jStack stack;

  RunningCellLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
    NetworkSpec spec = layerConf().network();
    tensors = CellLayerParameters.tensors(spec);
    stack = new Nd4jStack(spec, type, tensors);
  }

  @Override
  public Type type() {
    return Type.RECURRENT;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int minibatchSize) {
    maskArray = mask;
    maskState = state;
    return new Pair<>(mask, MaskState.Passthrough);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    INDArray x = permuteIfNWC(input);
    PaddedSteps padding = new PaddedSteps(maskArray, x, dataType);
    List<INDArray> outputs =
        outside(
            () -> {
              stack.load(parameters());
              List<INDArray> in = PaddedSteps.split(x);
              List<INDArray> out =
                  training
                      ? stack.forwardInTraining(in, padding.column())
                      : stack.forward(in, padding.column());
              if (training) {
                storeAverages();
              }
              return padding.cut(out);
            });
    return permuteIfNWC(join(outputs, ArrayType.ACTIVATIONS, workspaces));
  }

  /** Running averages of normalised products belong to the parameters. */
  private void storeAverages() {
    double[] flat = parameters();
    stack.storeAverages(flat);
    assign(paramsFlattened, flat);
  }

  private double[] parameters() {
    return paramsFlattened.reshape(paramsFlattened.length()).dup().toDoubleVector();
  }

  private static void assign(INDArray view, double[] flat) {
    view.assign(Nd4j.createFromArray(flat).reshape(view.shape()).castTo(view.dataType()));
  }

  private static <T> T outside(Supplier<T> work) {
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return work.get();
    }
  }

  private INDArray join(List<INDArray> steps, ArrayType kind, LayerWorkspaceMgr workspaces) {
    INDArray first = steps.get(0);
    long[] shape = {first.size(0), first.size(1), steps.size()};
    INDArray all = workspaces.createUninitialized(kind, dataType, shape, 'f');
    for (int t = 0; t < steps.size(); t++) {
      PaddedSteps.step(all, t).assign(steps.get(t));
    }
    return all;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray given = permuteIfNWC(epsilon);
    PaddedSteps padding = new PaddedSteps(maskArray, given, dataType);
    List<INDArray> deltas =
        outside(
            () -> {
              List<INDArray> inputs = stack.backward(padding.cut(PaddedSteps.split(given)));
              double[] gradients = new double[ParameterLayout.length(tensors)];
              stack.storeGradients(gradients);
              assign(gradientsFlattened, gradients);
              return inputs;
            });
    Gradient gradient = new DefaultGradient(gradientsFlattened);
    tensors.forEach(
        tensor -> gradient.gradientForVariable().put(tensor.id(), gradientViews.get(tensor.id())));
    weightNoiseParams.clear();
    INDArray below = permuteIfNWC(join(deltas, ArrayType.ACTIVATION_GRAD, workspaces));
    return new Pair<>(gradient, backpropDropOutIfPresent(below));
  }

  @Override
  public INDArray rnnTimeStep(INDArray steps, LayerWorkspaceMgr workspaces) {
    setInput(steps, workspaces);
    INDArray x = permuteIfNWC(input);
    PaddedSteps padding = new PaddedSteps(null, x, dataType);
    List<INDArray> outputs =
        outside(
            () -> {
              stack.load(parameters());
              Map<String, INDArray> states = new HashMap<>(stateMap);
              int time = states.containsKey(TIME) ? states.remove(TIME).getInt(0) : 0;
              List<INDArray> out =
                  stack.resume(states, time, PaddedSteps.split(x), padding.column());
              stateMap.putAll(states);
              stateMap.put(TIME, Nd4j.scalar(time + out.size()));
              return out;
            });
    return permuteIfNWC(join(outputs, ArrayType.ACTIVATIONS, workspaces));
  }

  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray steps, boolean training, boolean storeLast, LayerWorkspaceMgr workspaces) {
    throw new UnsupportedOperationException(NO_TRUNCATION);
  }

  @Override
  public Pair<Gradient, INDArray> tbpttBackpropGradient(
      INDArray epsilon, int steps, LayerWorkspaceMgr workspaces) {
    throw new UnsupportedOperationException(NO_TRUNCATION);
  }
}
