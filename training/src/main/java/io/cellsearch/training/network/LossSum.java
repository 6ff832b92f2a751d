package io.cellsearch.training.network;

/**
 * A sum of losses and how many it counts, so that the means of batches of different sizes can be
 * put together.
 *
 * @param sum not finite where training has diverged
 * @param count rows for the cross-entropies, rows times outputs for the squared error
 */
public record LossSum(double sum, long count) {

  /** Nothing counted yet. */
  public static final LossSum NONE = new LossSum(0, 0);

  /** Both together. */
  public LossSum plus(LossSum other) {
    return new LossSum(sum + other.sum, count + other.count);
  }

  /** The loss per counted unit; NaN where nothing is counted. */
  public double mean() {
    return sum / count;
  }
}
