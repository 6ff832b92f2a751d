package io.cellsearch.training.dl4j;

import io.cellsearch.training.nd4j.RowLoss;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Draws;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.LossSum;
import io.cellsearch.training.network.Network;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterLayout;
import io.cellsearch.training.network.ParameterTensor;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** A MultiLayerNetwork of stock layers behind our parameters, gradients and losses. */
final class Dl4jNetwork implements Network {
  private final NetworkSpec spec;
  private final List<ParameterTensor> tensors;
  private final float[] parameters;
  private final float[] gradients;
  private final ParameterViews views;
  private final Dl4jBatches batches;
  private MultiLayerNetwork network;

  Dl4jNetwork(NetworkSpec spec) {
    this.spec = spec;
    tensors = ParameterLayout.dense(spec);
    parameters = new float[ParameterLayout.length(tensors)];
    gradients = new float[parameters.length];
    views = new ParameterViews(spec);
    batches = new Dl4jBatches(spec);
    network = network(spec, new Sgd());
  }

  private static MultiLayerNetwork network(NetworkSpec spec, IUpdater updater) {
    MultiLayerNetwork made = new MultiLayerNetwork(Dl4jConfiguration.of(spec, updater));
    made.init();
    return made;
  }

  /** DL4J's network with that updater from now on. */
  MultiLayerNetwork updatedBy(IUpdater updater) {
    network = network(spec, updater);
    return network;
  }

  @Override
  public NetworkSpec spec() {
    return spec;
  }

  @Override
  public List<ParameterTensor> tensors() {
    return tensors;
  }

  @Override
  public float[] parameters() {
    return parameters;
  }

  @Override
  public float[] gradients() {
    return gradients;
  }

  private void load() {
    Map<String, INDArray> table = network.paramTable();
    tensors.forEach(tensor -> views.write(tensor, tensor.read(parameters), table));
  }

  private void store(Map<String, INDArray> table, float[] flat) {
    tensors.forEach(tensor -> tensor.write(views.read(tensor, table), flat));
  }

  /** Takes over the parameters that DL4J has changed. */
  void takeParameters() {
    store(network.paramTable(), parameters);
  }

  @Override
  public LossSum train(Batch batch, Draws draws) {
    LossSum loss = computeGradients(batch, draws);
    store(network.gradient().gradientForVariable(), gradients);
    return loss;
  }

  /** Runs DL4J forwards and backwards; it has the gradients of the mean loss then. */
  LossSum computeGradients(Batch batch, Draws draws) {
    spec.check(batch);
    if (batch.before() > 0) {
      throw new IllegalArgumentException("training.engine dl4j has no training.tbptt_steps");
    }
    load();
    if (spec.dropout() > 0) {
      // one seed for each step, as DL4J draws from a generator of the thread
      Nd4j.getRandom().setSeed(draws.dropout().nextLong());
    }
    network.setInput(batches.inputs(batch));
    network.setLabels(batches.labels(batch));
    INDArray mask = batches.mask(batch);
    network.setLayerMaskArrays(mask, spec.head() == Head.EVERY_STEP ? mask : null);
    network.computeGradientAndScore();
    network.clearLayerMaskArrays();
    long rows = batch.countedRows(spec.head());
    network.getFlattenedGradients().divi(rows);
    long perRow = spec.loss().countPerRow(spec.outputs());
    return new LossSum(network.score() * perRow, rows * perRow);
  }

  /**
   * The recurrent layers are DL4J's; linear outputs, which it does not give, are taken from them.
   */
  @Override
  public LossSum evaluate(Batch batch, float[] outputs) {
    spec.check(batch);
    load();
    int head = Dl4jConfiguration.headIndex(spec);
    network.setLayerMaskArrays(batches.mask(batch), null);
    List<INDArray> activations = network.feedForwardToLayer(head - 1, batches.inputs(batch), false);
    network.clearLayerMaskArrays();
    INDArray linear =
        batches
            .rows(activations.get(head))
            .mmul(network.getLayer(head).getParam("W"))
            .addiRowVector(network.getLayer(head).getParam("b"));
    float[] values = linear.dup('c').reshape(linear.length()).toFloatVector();
    System.arraycopy(values, 0, outputs, 0, values.length);
    double sum =
        RowLoss.sum(spec.loss(), linear, batches.targets(batch), batches.countedRows(batch));
    return new LossSum(
        sum, batch.countedRows(spec.head()) * spec.loss().countPerRow(spec.outputs()));
  }
}
