package io.cellsearch.training.nd4j;

import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Draws;
import io.cellsearch.training.network.LossSum;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterLayout;
import io.cellsearch.training.network.ParameterTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The reference for every engine: one ND4J operation for each node and step. Parameters and
 * gradients are flat arrays in double precision, whatever it computes in.
 */
public final class Nd4jNetwork {
  private static final Draws NONE = Draws.all(() -> 0);

  private final NetworkSpec spec;
  private final List<ParameterTensor> tensors;
  private final double[] parameters;
  private final double[] gradients;
  private final Nd4jStack layers;
  private final BothEnds ends;
  private final LayerParameters head;
  private final BatchArrays arrays;

  /**
   * A network with parameters 0.
   *
   * @param type FLOAT or DOUBLE, what operations compute in
   * @param tensors names and places; those of another engine let both share flat arrays
   */
  public Nd4jNetwork(NetworkSpec spec, DataType type, List<ParameterTensor> tensors) {
    this.spec = spec;
    this.tensors = List.copyOf(tensors);
    this.parameters = new double[ParameterLayout.length(tensors)];
    this.gradients = new double[parameters.length];
    this.layers = new Nd4jStack(spec, type, tensors);
    this.arrays = new BatchArrays(spec, type);
    this.ends = new BothEnds(spec);
    this.head = new LayerParameters("head", tensors, type);
  }

  /** A network with parameters 0 that lie without gaps. */
  public Nd4jNetwork(NetworkSpec spec, DataType type) {
    this(spec, type, ParameterLayout.dense(spec));
  }

  public NetworkSpec spec() {
    return spec;
  }

  public List<ParameterTensor> tensors() {
    return tensors;
  }

  /** The network's own array; read at the start of each pass. */
  public double[] parameters() {
    return parameters;
  }

  /** The network's own array, laid out like the parameters. */
  public double[] gradients() {
    return gradients;
  }

  /** {@link #train(Batch, Draws)} of a network without dropout. */
  public LossSum train(Batch batch) {
    if (!spec.equals(spec.withoutDropout())) {
      throw new IllegalArgumentException("a network with dropout needs random draws");
    }
    return train(batch, NONE);
  }

  /**
   * Runs forwards and backwards: overwrites the gradients by those of the mean loss and brings
   * running averages in the parameters up to date.
   */
  public LossSum train(Batch batch, Draws draws) {
    INDArray hidden = forward(batch, true, draws);
    LossSum loss = loss(batch, hidden);
    Batch inner = inner(batch);
    List<INDArray> deltas = headBackward(inner, hidden, loss.count());
    ends.scatter(deltas, inner);
    layers.backward(deltas);
    layers.storeGradients(gradients);
    layers.storeAverages(parameters);
    head.storeGradients(gradients);
    return loss;
  }

  /**
   * The loss of a batch.
   *
   * @param outputs the head's linear outputs go here, laid out like the batch's targets
   */
  LossSum evaluate(Batch batch, float[] outputs) {
    INDArray hidden = forward(batch, false, NONE);
    double[] linear = outputs(batch, hidden);
    for (int i = 0; i < linear.length; i++) {
      outputs[i] = (float) linear[i];
    }
    return loss(batch, hidden);
  }

  /** The loss of a batch. */
  public LossSum evaluate(Batch batch) {
    return loss(batch, forward(batch, false, NONE));
  }

  /** The mean losses that {@link #train} would give of batches that have the same inputs. */
  double[] means(List<Batch> batches, Supplier<Draws> draws) {
    if (!layers.normalises()) {
      // outputs follow from the inputs alone, which the batches share
      INDArray hidden = forward(batches.get(0), true, draws.get());
      return batches.stream().mapToDouble(batch -> loss(batch, hidden).mean()).toArray();
    }
    return batches.stream()
        .mapToDouble(batch -> loss(batch, forward(batch, true, draws.get())).mean())
        .toArray();
  }

  /** The head's linear outputs, laid out like the batch's targets; 0 where a row does not count. */
  public double[] outputs(Batch batch) {
    return outputs(batch, forward(batch, false, NONE));
  }

  /** Those that {@link #train} computes its loss from. */
  public double[] outputsInTraining(Batch batch) {
    return outputs(batch, forward(batch, true, NONE));
  }

  private double[] outputs(Batch outer, INDArray hidden) {
    Batch batch = inner(outer);
    INDArray all = linear(hidden);
    double[] outputs = new double[spec.rows(batch) * spec.outputs()];
    for (int row = 0; row < batch.steps() * batch.size(); row++) {
      if (arrays.counts(batch, row)) {
        double[] values = all.getRow(row).toDoubleVector();
        System.arraycopy(
            values, 0, outputs, arrays.targetRow(batch, row) * spec.outputs(), values.length);
      }
    }
    return outputs;
  }

  /** The top layer's outputs, row after row: [time · batch][units]. */
  private INDArray forward(Batch batch, boolean training, Draws draws) {
    spec.check(batch);
    head.load(parameters);
    layers.load(parameters);
    INDArray mask = arrays.padding(batch);
    Nd4jStage.Pass pass = new Nd4jStage.Pass(mask, batch.before(), training, draws);
    List<INDArray> rows = layers.run(arrays.inputs(batch), pass);
    ends.gather(rows, inner(batch));
    return Nd4j.vstack(rows);
  }

  /** The batch as the layers see it. */
  private Batch inner(Batch batch) {
    return spec.variant().frontEnd().inner(batch);
  }

  private LossSum loss(Batch outer, INDArray hidden) {
    Batch batch = inner(outer);
    double sum =
        RowLoss.sum(spec.loss(), linear(hidden), arrays.targets(batch), arrays.mask(batch));
    long rows = batch.countedRows(spec.head());
    return new LossSum(sum, rows * spec.loss().countPerRow(spec.outputs()));
  }

  /** Adds to the head's gradients and gives those of the top layer's outputs, step by step. */
  private List<INDArray> headBackward(Batch batch, INDArray hidden, long count) {
    INDArray delta =
        RowLoss.gradient(spec.loss(), linear(hidden), arrays.targets(batch), arrays.mask(batch))
            .divi(count);
    head.gradient("W").addi(hidden.transpose().mmul(delta));
    head.gradient("b").addi(delta.sum(true, 0));
    INDArray all = delta.mmul(head.value("W").transpose());
    List<INDArray> steps = new ArrayList<>();
    for (int t = 0; t < batch.steps(); t++) {
      long first = (long) t * batch.size();
      steps.add(
          all.get(NDArrayIndex.interval(first, first + batch.size()), NDArrayIndex.all()).dup());
    }
    return steps;
  }

  private INDArray linear(INDArray hidden) {
    return hidden.mmul(head.value("W")).addiRowVector(head.value("b"));
  }
}
