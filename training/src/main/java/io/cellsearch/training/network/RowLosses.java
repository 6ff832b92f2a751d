package io.cellsearch.training.network;

/** The loss of the head's rows: read from linear outputs, which its gradients replace. */
final class RowLosses {
  private final NetworkSpec spec;
  private final Rows logits;

  RowLosses(NetworkSpec spec, Rows logits) {
    this.spec = spec;
    this.logits = logits;
  }

  /**
   * Sums the losses of the rows that count and replaces all linear outputs by the gradients of the
   * mean; rows that do not count get 0.
   */
  LossSum replaceByGradients(Batch batch) {
    long count = batch.countedRows(spec.head()) * spec.loss().countPerRow(spec.outputs());
    double sum = 0;
    for (int row = 0; row < spec.rows(batch); row++) {
      float weight = batch.counts(spec.head(), row) ? 1f / count : 0;
      double loss = row(batch.targets(), row * spec.outputs(), logits.start(row), weight);
      sum += weight == 0 ? 0 : loss;
    }
    return new LossSum(sum, count);
  }

  private double row(float[] targets, int target, int start, float weight) {
    float[] z = logits.values();
    double loss = 0;
    double normaliser = spec.loss() == Loss.SOFTMAX_CROSS_ENTROPY ? logSumExp(start) : 0;
    for (int j = 0; j < spec.outputs(); j++) {
      double y = targets[target + j];
      double value = z[start + j];
      double gradient =
          switch (spec.loss()) {
            case MSE -> 2 * (value - y);
            case SOFTMAX_CROSS_ENTROPY -> Math.exp(value - normaliser) - y;
            case SIGMOID_CROSS_ENTROPY -> 1 / (1 + Math.exp(-value)) - y;
          };
      loss +=
          switch (spec.loss()) {
            case MSE -> (value - y) * (value - y);
            case SOFTMAX_CROSS_ENTROPY -> y * (normaliser - value);
            case SIGMOID_CROSS_ENTROPY ->
                Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value))) - y * value;
          };
      z[start + j] = (float) (gradient * weight);
    }
    return loss;
  }

  private double logSumExp(int start) {
    float[] z = logits.values();
    double largest = Double.NEGATIVE_INFINITY;
    for (int j = start; j < start + spec.outputs(); j++) {
      largest = Math.max(largest, z[j]);
    }
    double sum = 0;
    for (int j = start; j < start + spec.outputs(); j++) {
      sum += Math.exp(z[j] - largest);
    }
    return largest + Math.log(sum);
  }
}
