package io.cellsearch.training.network;

import io.cellsearch.training.linalg.Lanes;
import java.util.Arrays;

/**
 * The loss of the head's rows: read from linear outputs, which its gradients replace. The sums of a
 * row run in double precision, the same at any vector width ({@link InterleavedSums}).
 */
final class RowLosses {
  private final NetworkSpec spec;
  private final Rows logits;
  private final int padded;

  /** A row each from {@link Lanes#FIRST} on: function values, targets, terms of the loss. */
  private final float[] computed;

  private final float[] expected;
  private final float[] terms;

  RowLosses(NetworkSpec spec, Rows logits) {
    this.spec = spec;
    this.logits = logits;
    this.padded = Lanes.pad(spec.outputs());
    this.computed = Lanes.array(padded);
    this.expected = Lanes.array(padded);
    this.terms = Lanes.array(padded);
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
    float largest = LossFunctions.largest(z, start, outputs);
    LossFunctions.exp(z, start, largest, computed, padded);
    double sum = InterleavedSums.sum(computed, Lanes.FIRST, outputs);
    double mean = InterleavedSums.product(targets, target, z, start, largest, outputs);
    float inverse = (float) (1 / sum);
    if (target + padded <= targets.length) {
      LossFunctions.softmaxGradients(z, start, computed, inverse, targets, target, weight, padded);
    } else {
      System.arraycopy(targets, target, expected, Lanes.FIRST, outputs);
      LossFunctions.softmaxGradients(
          z, start, computed, inverse, expected, Lanes.FIRST, weight, padded);
    }
    return Math.log(sum) - mean;
  }

  /**
   * Σ max(z, 0) − y z + log(1 + exp(−|z|)), the last term being −log sigmoid(|z|). Logarithms are
   * dear: products of sigmoids, none below a half, are taken first.
   */
  private double sigmoid(float[] targets, int target, int start, float weight) {
    float[] z = logits.values();
    LossFunctions.sigmoidOfMagnitude(z, start, computed, padded);
    if (target + padded <= targets.length) {
      LossFunctions.sigmoidGradients(z, start, computed, targets, target, weight, terms, padded);
    } else {
      System.arraycopy(targets, target, expected, Lanes.FIRST, spec.outputs());
      LossFunctions.sigmoidGradients(
          z, start, computed, expected, Lanes.FIRST, weight, terms, padded);
    }
    return InterleavedSums.sum(terms, Lanes.FIRST, spec.outputs())
        - InterleavedSums.logarithm(computed, Lanes.FIRST, spec.outputs());
  }
}
