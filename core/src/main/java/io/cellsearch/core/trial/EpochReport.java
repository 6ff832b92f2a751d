package io.cellsearch.core.trial;

/**
 * What a trial reports after each epoch.
 *
 * @param step the n-th report of its attempt, from 1: with trial and attempt it makes the report
 *     unique
 * @param epoch epochs trained so far, from 1
 * @param trainingLoss mean loss over the training part in this epoch; may be non-finite
 * @param validationLoss the task's loss on the validation part; may be non-finite
 * @param metrics further measurements on the validation part
 * @param seconds training and validation time of all epochs of this attempt so far
 */
public record EpochReport(
    int step,
    int epoch,
    double trainingLoss,
    double validationLoss,
    Metrics metrics,
    double seconds) {

  public EpochReport {
    if (step < 1 || epoch < 1) {
      throw new IllegalArgumentException(
          "step and epoch count from 1, but got " + step + ", " + epoch);
    }
  }
}
