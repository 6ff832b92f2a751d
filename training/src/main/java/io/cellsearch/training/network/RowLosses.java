package io.cellsearch.training.network;

import io.cellsearch.training.linalg.Lanes;
import java.util.Arrays;

/**
 * The loss of the head's rows: read from linear outputs, which its gradients replace. Sums run in
 * double precision, in the order of the outputs.
 */
final class RowLosses {
  private final NetworkSpec spec;
  private final Rows logits;
  private final float[] first;
  private final float[] second;

  RowLosses(NetworkSpec spec, Rows logits) {
    this.spec = spec;
    this.logits = logits;
    this.first = new float[Lanes.pad(spec.outputs())];
    this.second = new float[Lanes.pad(spec.outputs())];
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
    LossFunctions.exp(z, start, largest, first, first.length);
    double sum = 0;
    double expected = 0;
    for (int j = 0; j < outputs; j++) {
      sum += first[j];
      expected += (double) targets[target + j] * (z[start + j] - largest);
    }
    float inverse = (float) (1 / sum);
    for (int j = 0; j < outputs; j++) {
      z[start + j] = (first[j] * inverse - targets[target + j]) * weight;
    }
    return Math.log(sum) - expected;
  }

  /** Σ max(z, 0) − y z + log(1 + exp(−|z|)), the last term being −log sigmoid(|z|). */
  private double sigmoid(float[] targets, int target, int start, float weight) {
    float[] z = logits.values();
    LossFunctions.sigmoidOfMagnitude(z, start, first, first.length);
    LossFunctions.log(first, second, second.length);
    double loss = 0;
    for (int j = 0; j < spec.outputs(); j++) {
      float value = z[start + j];
      float y = targets[target + j];
      loss += Math.max(value, 0) - y * value - second[j];
      float probability = value >= 0 ? first[j] : 1 - first[j];
      z[start + j] = (probability - y) * weight;
    }
    return loss;
  }
}
