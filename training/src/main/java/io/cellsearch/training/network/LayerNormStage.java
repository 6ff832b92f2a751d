package io.cellsearch.training.network;

import io.cellsearch.training.linalg.Floats;
import io.cellsearch.training.linalg.Lanes;
import java.util.Arrays;
import java.util.List;

/**
 * Layer normalisation of a layer's outputs (Ba et al. 2016, equations 3 and 4): every row has mean
 * 0 and variance 1 over its units, then a gain and a shift of each unit. Sums run in double
 * precision, in the order of the units.
 */
final class LayerNormStage implements Stage {
  private static final double EPSILON = 1e-5;

  private final List<ParameterTensor> tensors;
  private final FlatPart flat;
  private final int width;
  private final Rows normalised;
  private final Rows outputs;
  private final Rows gradients;
  private final float[] inverseDeviations;
  private int rows;

  /**
   * @param tensors gain and shift, one after the other
   */
  LayerNormStage(NetworkSpec spec, List<ParameterTensor> tensors, FlatPart flat) {
    this.tensors = tensors;
    this.flat = flat;
    this.width = spec.width();
    int stride = Lanes.pad(width);
    long maxRows = (long) spec.maxSteps() * spec.maxBatch();
    normalised = new Rows(Floats.array(maxRows * stride), 0, stride);
    outputs = new Rows(Floats.array(maxRows * stride), 0, stride);
    gradients = new Rows(Floats.array(maxRows * stride), 0, stride);
    inverseDeviations = Floats.array(maxRows);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Rows forward(Rows x, Pass pass) {
    rows = pass.rows();
    int gain = flat.offset();
    int shift = gain + width;
    float[] parameters = flat.parameters();
    for (int row = 0; row < rows; row++) {
      normalise(x, row);
      int start = normalised.start(row);
      for (int i = 0; i < width; i++) {
        outputs.values()[start + i] =
            normalised.values()[start + i] * parameters[gain + i] + parameters[shift + i];
      }
    }
    return outputs;
  }

  private void normalise(Rows x, int row) {
    int from = x.start(row);
    double sum = 0;
    for (int i = 0; i < width; i++) {
      sum += x.values()[from + i];
    }
    double mean = sum / width;
    double squares = 0;
    for (int i = 0; i < width; i++) {
      double difference = x.values()[from + i] - mean;
      squares += difference * difference;
    }
    double inverse = 1 / Math.sqrt(squares / width + EPSILON);
    inverseDeviations[row] = (float) inverse;
    int to = normalised.start(row);
    for (int i = 0; i < width; i++) {
      normalised.values()[to + i] = (float) ((x.values()[from + i] - mean) * inverse);
    }
  }

  @Override
  public Rows outputGradients() {
    return gradients;
  }

  /** In place, row after row. */
  @Override
  public void backward() {
    float[] sums = flat.gradients();
    Arrays.fill(sums, flat.offset(), flat.offset() + 2 * width, 0);
    for (int row = 0; row < rows; row++) {
      int start = gradients.start(row);
      for (int i = 0; i < width; i++) {
        float given = gradients.values()[start + i];
        sums[flat.offset() + i] += given * normalised.values()[start + i];
        sums[flat.offset() + width + i] += given;
      }
      backward(row);
    }
  }

  /** dx = (d − mean(d) − n · mean(d n)) / σ with d = gain · dy and n the normalised row. */
  private void backward(int row) {
    int start = gradients.start(row);
    float[] d = gradients.values();
    float[] n = normalised.values();
    double sum = 0;
    double product = 0;
    for (int i = 0; i < width; i++) {
      d[start + i] *= flat.parameters()[flat.offset() + i];
      sum += d[start + i];
      product += (double) d[start + i] * n[start + i];
    }
    double mean = sum / width;
    double meanProduct = product / width;
    for (int i = 0; i < width; i++) {
      double own = d[start + i] - mean - n[start + i] * meanProduct;
      d[start + i] = (float) (own * inverseDeviations[row]);
    }
  }

  @Override
  public Rows inputGradients() {
    return gradients;
  }

  @Override
  public List<ParameterTensor> tensors() {
    return tensors;
  }
}
