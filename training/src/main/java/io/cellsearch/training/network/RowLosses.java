package io.cellsearch.training.network;

import io.cellsearch.training.linalg.Lanes;
import java.util.Arrays;

/**
 * The loss of the head's rows: read from linear outputs, which its gradients replace. Sums run in
 * double precision, in the order of the outputs.
 */
final class RowLosses {
  /** So many halves are still far from the smallest double, 2⁻¹⁰²². */
  private static final int MOST_FACTORS = 512;

  private final NetworkSpec spec;
  private final Rows logits;

  /** A row each, padded to the lanes: function values, targets, terms of the loss. */
  private final float[] computed;

  private final float[] expected;
  private final float[] terms;

  RowLosses(NetworkSpec spec, Rows logits) {
    this.spec = spec;
    this.logits = logits;
    int padded = Lanes.pad(spec.outputs());
    this.computed = new float[padded];
    this.expected = new float[padded];
    this.terms = new float[padded];
  }

  /**
   * Sums the losses of the rows that count and replaces all linear outputs by the gradients of the
   * mean; rows that do not count get 0.
   */
  LossSum replaceByGradients(Batch batch) {
    long count = batch.countedRows(spec.head()) * spec.loss().countPerRow(spec.outputs());
    double sum = 0;
    for (int row = 0; row < spec.rows(batch); row++) {
      int start = logits.start(row);
      if (batch.counts(spec.head(), row)) {
        sum += row(batch.targets(), row * spec.outputs(), start, 1f / count);
      } else {
        Arrays.fill(logits.values(), start, start + spec.outputs(), 0);
      }
    }
    return new LossSum(sum, count);
  }

  private double row(float[] targets, int target, int start, float weight) {
    return switch (spec.loss()) {
      case MSE -> square(targets, target, start, weight);
      case SOFTMAX_CROSS_ENTROPY -> softmax(targets, target, start, weight);
      case SIGMOID_CROSS_ENTROPY -> sigmoid(targets, target, start, weight);
    };
  }

  private double square(float[] targets, int target, int start, float weight) {
    float[] z = logits.values();
    double loss = 0;
    for (int j = 0; j < spec.outputs(); j++) {
      float error = z[start + j] - targets[target + j];
      loss += (double) error * error;
      z[start + j] = 2 * error * weight;
    }
    return loss;
  }

  /** −Σ y log softmax(z) = log Σ exp(z − max) − Σ y (z − max) where Σ y = 1. */
  private double softmax(float[] targets, int target, int start, float weight) {
    float[] z = logits.values();
    int outputs = spec.outputs();
    float largest = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < outputs; j++) {
      largest = Math.max(largest, z[start + j]);
    }
    LossFunctions.exp(z, start, largest, computed, computed.length);
    System.arraycopy(targets, target, expected, 0, outputs);
    double sum = 0;
    double mean = 0;
    for (int j = 0; j < outputs; j++) {
      sum += computed[j];
      mean += (double) expected[j] * (z[start + j] - largest);
    }
    float inverse = (float) (1 / sum);
    LossFunctions.softmaxGradients(z, start, computed, inverse, expected, weight);
    return Math.log(sum) - mean;
  }

  /**
   * Σ max(z, 0) − y z + log(1 + exp(−|z|)), the last term being −log sigmoid(|z|). Logarithms are
   * dear: products of sigmoids, none below a half, are taken first.
   */
  private double sigmoid(float[] targets, int target, int start, float weight) {
    float[] z = logits.values();
    LossFunctions.sigmoidOfMagnitude(z, start, computed, computed.length);
    System.arraycopy(targets, target, expected, 0, spec.outputs());
    LossFunctions.sigmoidGradients(z, start, computed, expected, weight, terms);
    double loss = 0;
    double product = 1;
    for (int j = 0; j < spec.outputs(); j++) {
      loss += terms[j];
      product *= computed[j];
      if (j % MOST_FACTORS == MOST_FACTORS - 1) {
        loss -= Math.log(product);
        product = 1;
      }
    }
    return loss - Math.log(product);
  }
}
