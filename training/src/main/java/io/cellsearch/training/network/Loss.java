package io.cellsearch.training.network;

/**
 * What a network is trained to make small. A row is one sequence under {@link Head#LAST_STEP}, one
 * step of one sequence under {@link Head#EVERY_STEP}.
 */
public enum Loss {
  /** The squared error; the mean goes over rows and outputs. */
  MSE,
  /** Cross-entropy of a distribution over the outputs, in nats; the mean goes over rows. */
  SOFTMAX_CROSS_ENTROPY,
  /**
   * Cross-entropy of an independent event for each output, in nats: summed over the outputs, the
   * mean goes over rows.
   */
  SIGMOID_CROSS_ENTROPY;

  /** How many units one row adds to the count that a sum of losses is divided by. */
  public long countPerRow(int outputs) {
    return this == MSE ? outputs : 1;
  }

  /**
   * The linear outputs that predict best without looking at any input: the mean of the targets of
   * {@link #MSE}, log-odds of {@link #SIGMOID_CROSS_ENTROPY}, logs of the shares of {@link
   * #SOFTMAX_CROSS_ENTROPY}. Add-one smoothing keeps what never or always happens finite.
   *
   * @param sums of the targets [outputs]
   * @param rows how many targets were summed
   */
  public float[] bestConstant(double[] sums, long rows) {
    float[] constant = new float[sums.length];
    for (int j = 0; j < sums.length; j++) {
      double value =
          switch (this) {
            case MSE -> sums[j] / rows;
            case SOFTMAX_CROSS_ENTROPY -> StrictMath.log((sums[j] + 1) / (rows + sums.length));
            case SIGMOID_CROSS_ENTROPY -> StrictMath.log((sums[j] + 1) / (rows - sums[j] + 1));
          };
      constant[j] = (float) value;
    }
    return constant;
  }

  /**
   * Turns rows of linear outputs [row][outputs] into predictions, in place: probabilities of the
   * cross-entropies, the outputs themselves of {@link #MSE}.
   */
  public void toPredictions(float[] rows, int outputs) {
    switch (this) {
      case MSE -> {
        // linear outputs are the predictions
      }
      case SOFTMAX_CROSS_ENTROPY -> {
        for (int start = 0; start < rows.length; start += outputs) {
          softmax(rows, start, outputs);
        }
      }
      case SIGMOID_CROSS_ENTROPY -> {
        for (int i = 0; i < rows.length; i++) {
          rows[i] = (float) (1 / (1 + Math.exp(-rows[i])));
        }
      }
    }
  }

  private static void softmax(float[] rows, int start, int outputs) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int j = start; j < start + outputs; j++) {
      largest = Math.max(largest, rows[j]);
    }
    double sum = 0;
    for (int j = start; j < start + outputs; j++) {
      sum += Math.exp(rows[j] - largest);
    }
    for (int j = start; j < start + outputs; j++) {
      rows[j] = (float) (Math.exp(rows[j] - largest) / sum);
    }
  }
}
