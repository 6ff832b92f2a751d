package io.cellsearch.training.network;

import io.cellsearch.training.linalg.Floats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The fast engine: compiled layers over the machine's vector unit and a dense head. */
public final class VectorNetwork implements Network {
  private final NetworkSpec spec;
  private final float[] parameters;
  private final float[] gradients;
  private final List<ParameterTensor> tensors = new ArrayList<>();
  private final LayerStack layers;
  private final DenseHead head;
  private final RowLosses losses;

  /** Under {@link Head#LAST_STEP}: each sequence's last hidden row and its gradient. */
  private final Rows last;

  private final Rows lastGradients;

  /** A network with parameters 0. */
  public VectorNetwork(NetworkSpec spec) {
    this.spec = spec;
    int recurrent = LayerStack.parameterCount(spec);
    parameters = Floats.array(recurrent + (spec.width() + 1L) * spec.outputs());
    gradients = new float[parameters.length];
    layers = new LayerStack(spec, new FlatPart(parameters, gradients, 0));
    head = new DenseHead(spec, parameters, gradients, recurrent);
    losses = new RowLosses(spec, head.logits());
    tensors.addAll(layers.tensors());
    tensors.addAll(ParameterLayout.head(spec, recurrent));
    int lastRows = spec.head() == Head.LAST_STEP ? spec.maxBatch() : 0;
    last = Rows.zeros(lastRows, spec.width());
    lastGradients = Rows.zeros(lastRows, spec.width());
  }

  @Override
  public NetworkSpec spec() {
    return spec;
  }

  @Override
  public List<ParameterTensor> tensors() {
    return List.copyOf(tensors);
  }

  @Override
  public float[] parameters() {
    return parameters;
  }

  @Override
  public float[] gradients() {
    return gradients;
  }

  @Override
  public LossSum train(Batch batch, Draws draws) {
    spec.check(batch);
    Batch inner = spec.variant().frontEnd().inner(batch);
    Rows hidden = read(inner, layers.forward(batch, draws));
    head.forward(hidden, spec.rows(batch));
    LossSum loss = losses.replaceByGradients(batch);
    if (spec.head() == Head.EVERY_STEP) {
      head.backward(hidden, layers.outputGradients(), spec.rows(batch));
    } else {
      head.backward(hidden, lastGradients, batch.size());
      scatter(inner, layers.outputGradients());
    }
    layers.backward();
    return loss;
  }

  @Override
  public LossSum evaluate(Batch batch, float[] outputs) {
    spec.check(batch);
    int rows = spec.rows(batch);
    Batch inner = spec.variant().frontEnd().inner(batch);
    head.forward(read(inner, layers.forward(batch)), rows);
    Rows logits = head.logits();
    for (int row = 0; row < rows; row++) {
      System.arraycopy(
          logits.values(), logits.start(row), outputs, row * spec.outputs(), spec.outputs());
    }
    return losses.replaceByGradients(batch);
  }

  /** The units of one direction, which begin at a column. */
  private void copy(Rows from, int row, Rows to, int toRow, int column) {
    System.arraycopy(
        from.values(),
        from.start(row) + column,
        to.values(),
        to.start(toRow) + column,
        spec.units());
  }

  /**
   * The rows that the head reads: of a sequence what each direction gives last, which for the one
   * that reads from the end is at the first step.
   */
  private Rows read(Batch batch, Rows hidden) {
    if (spec.head() == Head.EVERY_STEP) {
      return hidden;
    }
    for (int b = 0; b < batch.size(); b++) {
      copy(hidden, lastRow(batch, b), last, b, 0);
      if (spec.variant().bidirectional()) {
        copy(hidden, b, last, b, spec.units());
      }
    }
    return last;
  }

  /** Gradients reach each sequence's last row; all other rows get 0. */
  private void scatter(Batch batch, Rows to) {
    for (int row = 0; row < batch.steps() * batch.size(); row++) {
      Arrays.fill(to.values(), to.start(row), to.start(row) + spec.width(), 0);
    }
    for (int b = 0; b < batch.size(); b++) {
      copy(lastGradients, b, to, lastRow(batch, b), 0);
      if (spec.variant().bidirectional()) {
        copy(lastGradients, b, to, b, spec.units());
      }
    }
  }

  private static int lastRow(Batch batch, int b) {
    return (batch.lengths()[b] - 1) * batch.size() + b;
  }
}
