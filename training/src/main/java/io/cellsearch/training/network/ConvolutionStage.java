package io.cellsearch.training.network;

import java.util.Arrays;
import java.util.List;

/**
 * A {@link Convolution} with a rectifier. The input is kept with its padding, step after step; so
 * the product with each of the matrices W[k] is one product over all rows, shifted by k steps.
 */
final class ConvolutionStage implements Stage {
  private final Convolution convolution;
  private final FrontEnd frontEnd;
  private final List<ParameterTensor> tensors;
  private final int inputs;

  /** [lead + time + tail][batch][inputs]. */
  private final Rows padded;

  private final Rows paddedGradients;
  private final Rows outputs;
  private final Rows gradients;
  private final ShiftedProducts products;
  private int steps;
  private int size;

  /**
   * @param tensors the matrix and the bias, one after the other
   * @param inputs numbers of a step that it reads
   */
  ConvolutionStage(NetworkSpec spec, List<ParameterTensor> tensors, FlatPart flat, int inputs) {
    this.frontEnd = spec.variant().frontEnd();
    this.convolution = frontEnd.convolution().orElseThrow();
    this.tensors = tensors;
    this.inputs = inputs;
    int steps = spec.maxSteps() + convolution.lead() + convolution.tail();
    padded = Rows.zeros((long) steps * spec.maxBatch(), inputs);
    paddedGradients = Rows.zeros((long) steps * spec.maxBatch(), inputs);
    outputs = Rows.zeros((long) spec.maxSteps() * spec.maxBatch(), convolution.filters());
    gradients = Rows.zeros((long) spec.maxSteps() * spec.maxBatch(), convolution.filters());
    products = new ShiftedProducts(convolution, inputs, flat);
  }

  @Override
  public int width() {
    return convolution.filters();
  }

  @Override
  public Pass after(Pass pass) {
    return new Pass(frontEnd.inner(pass.batch()), pass.training(), pass.draws());
  }

  @Override
  public Rows forward(Rows x, Pass pass) {
    pad(x, pass.batch());
    int rows = (steps - convolution.lost()) * size;
    products.forward(padded, size, outputs, rows);
    float[] values = outputs.values();
    for (int i = outputs.start(0); i < outputs.start(rows); i++) {
      values[i] = Math.max(values[i], 0);
    }
    return outputs;
  }

  /** Zeros stand before and after sequences, or the last steps of the segment before. */
  private void pad(Rows x, Batch batch) {
    int lead = convolution.lead();
    float[] values = padded.values();
    if (batch.before() > 0) {
      int last = padded.start(steps * size);
      System.arraycopy(values, last, values, padded.start(0), lead * size * padded.stride());
    } else {
      Arrays.fill(values, padded.start(0), padded.start(lead * batch.size()), 0);
    }
    steps = batch.steps();
    size = batch.size();
    for (int row = 0; row < steps * size; row++) {
      int to = padded.start(lead * size + row);
      if (batch.counts(Head.EVERY_STEP, row)) {
        System.arraycopy(x.values(), x.start(row), values, to, inputs);
      } else {
        Arrays.fill(values, to, to + inputs, 0);
      }
    }
    int end = (lead + steps) * size;
    Arrays.fill(values, padded.start(end), padded.start(end + convolution.tail() * size), 0);
  }

  @Override
  public Rows outputGradients() {
    return gradients;
  }

  /** A rectifier lets gradients through where it let the value through. */
  @Override
  public void backward() {
    int rows = (steps - convolution.lost()) * size;
    for (int i = gradients.start(0); i < gradients.start(rows); i++) {
      gradients.values()[i] = outputs.values()[i] > 0 ? gradients.values()[i] : 0;
    }
    products.parameterGradients(padded, size, gradients, rows);
    if (frontEnd.embedding().isPresent()) {
      int end = (convolution.lead() + steps + convolution.tail()) * size;
      Arrays.fill(
          paddedGradients.values(), paddedGradients.start(0), paddedGradients.start(end), 0);
      products.inputGradients(gradients, rows, size, paddedGradients);
    }
  }

  /** Those of padding within the batch are without meaning. */
  @Override
  public Rows inputGradients() {
    int first = paddedGradients.start(convolution.lead() * size);
    return new Rows(paddedGradients.values(), first, paddedGradients.stride());
  }

  @Override
  public List<ParameterTensor> tensors() {
    return tensors;
  }
}
