package io.cellsearch.training.nd4j;

import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Draws;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.LossSum;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterLayout;
import io.cellsearch.training.network.ParameterTensor;
import io.cellsearch.training.network.Part;
import io.cellsearch.training.network.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
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
  private final DataType type;
  private final List<ParameterTensor> tensors;
  private final double[] parameters;
  private final double[] gradients;
  private final List<Nd4jStage> stages = new ArrayList<>();
  private final LayerParameters head;

  /**
   * A network with parameters 0.
   *
   * @param type FLOAT or DOUBLE, what operations compute in
   * @param tensors names and places; those of another engine let both share flat arrays
   */
  public Nd4jNetwork(NetworkSpec spec, DataType type, List<ParameterTensor> tensors) {
    this.spec = spec;
    this.type = type;
    this.tensors = List.copyOf(tensors);
    this.parameters = new double[ParameterLayout.length(tensors)];
    this.gradients = new double[parameters.length];
    addStages();
    this.head = new LayerParameters("head", tensors, type);
  }

  private void addStages() {
    Variant variant = spec.variant();
    if (variant.inputDropout() > 0) {
      stages.add(new Nd4jDropout(variant.inputDropout(), type, Draws::inputDropout));
    }
    List<Nd4jLayer> lower = List.of();
    for (int layer = 0; layer < spec.layers(); layer++) {
      List<Nd4jLayer> made = new ArrayList<>();
      for (Part part : spec.parts(layer)) {
        LayerParameters own = new LayerParameters(part.id(), tensors, type);
        Optional<Nd4jLayer> below =
            layer == 0 ? Optional.empty() : Optional.of(lower.get(made.size()));
        made.add(new Nd4jLayer(part.cell(), own, spec.units(), variant.recurrentDropout(), below));
      }
      stages.add(
          made.size() == 1
              ? made.get(0)
              : new Nd4jBidirectional(made.get(0), made.get(1), spec.units()));
      if (variant.layerNorm()) {
        stages.add(new Nd4jLayerNorm(new LayerParameters("norm" + layer, tensors, type)));
      }
      if (spec.dropout() > 0) {
        stages.add(new Nd4jDropout(spec.dropout(), type, Draws::dropout));
      }
      lower = made;
    }
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

  /**
   * Runs forwards and backwards: overwrites the gradients by those of the mean loss and brings
   * running averages in the parameters up to date.
   */
  public LossSum train(Batch batch, Draws draws) {
    INDArray hidden = forward(batch, true, draws);
    LossSum loss = loss(batch, hidden);
    List<INDArray> deltas = headBackward(batch, hidden, loss.count());
    scatterLast(deltas, batch);
    for (int i = stages.size() - 1; i >= 0; i--) {
      deltas = stages.get(i).backward(deltas);
    }
    for (LayerParameters own : parts()) {
      own.storeGradients(gradients);
      own.storeReplaced(parameters);
    }
    head.storeGradients(gradients);
    return loss;
  }

  /** The loss of a batch. */
  public LossSum evaluate(Batch batch) {
    return loss(batch, forward(batch, false, NONE));
  }

  private List<LayerParameters> parts() {
    return stages.stream().flatMap(stage -> stage.parameters().stream()).toList();
  }

  /** {@link #train(Batch, Draws)} of a network without dropout. */
  public LossSum train(Batch batch) {
    return train(batch, NONE);
  }

  /** The mean losses that {@link #train} would give of batches that have the same inputs. */
  double[] means(List<Batch> batches, Supplier<Draws> draws) {
    if (tensors.stream().noneMatch(tensor -> tensor.id().endsWith(".variance"))) {
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
    return outputs(batch, false);
  }

  /** Those that {@link #train} computes its loss from. */
  public double[] outputsInTraining(Batch batch) {
    return outputs(batch, true);
  }

  private double[] outputs(Batch batch, boolean training) {
    INDArray all = linear(forward(batch, training, NONE));
    double[] outputs = new double[spec.rows(batch) * spec.outputs()];
    for (int row = 0; row < batch.steps() * batch.size(); row++) {
      if (counts(batch, row)) {
        double[] values = all.getRow(row).toDoubleVector();
        System.arraycopy(values, 0, outputs, targetRow(batch, row) * spec.outputs(), values.length);
      }
    }
    return outputs;
  }

  /** The top layer's outputs, row after row: [time · batch][units]. */
  private INDArray forward(Batch batch, boolean training, Draws draws) {
    spec.check(batch);
    head.load(parameters);
    INDArray padding =
        column(batch, row -> row / batch.size() < batch.lengths()[row % batch.size()]);
    List<INDArray> values = new ArrayList<>();
    for (int t = 0; t < batch.steps(); t++) {
      values.add(rows(batch.inputs(), t * batch.size(), batch.size(), spec.inputs()));
    }
    parts().forEach(own -> own.load(parameters));
    Nd4jStage.Pass pass = new Nd4jStage.Pass(batch, padding, training, draws);
    for (Nd4jStage stage : stages) {
      values = stage.forward(values, pass);
    }
    gatherLast(values, batch);
    return Nd4j.vstack(values);
  }

  /** What the direction from the end gives last, at the first step, joins the last step's row. */
  private void gatherLast(List<INDArray> values, Batch batch) {
    for (int b = 0; b < batch.size() && readsBothEnds(); b++) {
      int last = batch.lengths()[b] - 1;
      reverseHalf(values.get(last), b).assign(reverseHalf(values.get(0), b));
    }
  }

  /** The gradient of a last row's second half belongs to the first step. */
  private void scatterLast(List<INDArray> deltas, Batch batch) {
    for (int b = 0; b < batch.size() && readsBothEnds(); b++) {
      INDArray from = reverseHalf(deltas.get(batch.lengths()[b] - 1), b);
      INDArray gradient = from.dup();
      from.assign(0);
      reverseHalf(deltas.get(0), b).assign(gradient);
    }
  }

  private boolean readsBothEnds() {
    return spec.head() == Head.LAST_STEP && spec.variant().bidirectional();
  }

  private INDArray reverseHalf(INDArray rows, int row) {
    return rows.get(
        NDArrayIndex.point(row), NDArrayIndex.interval(spec.units(), 2L * spec.units()));
  }

  private LossSum loss(Batch batch, INDArray hidden) {
    double sum = RowLoss.sum(spec.loss(), linear(hidden), targets(batch), mask(batch));
    long rows = batch.countedRows(spec.head());
    return new LossSum(sum, rows * spec.loss().countPerRow(spec.outputs()));
  }

  /** Adds to the head's gradients and gives those of the top layer's outputs, step by step. */
  private List<INDArray> headBackward(Batch batch, INDArray hidden, long count) {
    INDArray delta =
        RowLoss.gradient(spec.loss(), linear(hidden), targets(batch), mask(batch)).divi(count);
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

  /** [time · batch][outputs]; under {@link Head#LAST_STEP} every step has the only target. */
  private INDArray targets(Batch batch) {
    INDArray given = rows(batch.targets(), 0, spec.rows(batch), spec.outputs());
    return spec.head() == Head.LAST_STEP ? Nd4j.tile(given, batch.steps(), 1) : given;
  }

  /** [time · batch][1]: 1 where the step counts for the sequence. */
  private INDArray mask(Batch batch) {
    return column(batch, row -> counts(batch, row));
  }

  private INDArray column(Batch batch, IntPredicate chosen) {
    double[] mask = new double[batch.steps() * batch.size()];
    for (int row = 0; row < mask.length; row++) {
      mask[row] = chosen.test(row) ? 1 : 0;
    }
    return Nd4j.create(mask, new long[] {mask.length, 1}, type);
  }

  private boolean counts(Batch batch, int row) {
    int step = row / batch.size();
    int length = batch.lengths()[row % batch.size()];
    return spec.head() == Head.LAST_STEP ? step == length - 1 : step < length;
  }

  private int targetRow(Batch batch, int row) {
    return spec.head() == Head.LAST_STEP ? row % batch.size() : row;
  }

  /** Rows [rows][columns] of a flat array. */
  private INDArray rows(float[] values, int first, int rows, int columns) {
    double[] part = new double[rows * columns];
    for (int i = 0; i < part.length; i++) {
      part[i] = values[first * columns + i];
    }
    return Nd4j.create(part, new long[] {rows, columns}, type);
  }
}
