package io.cellsearch.training.task;

import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.LossSum;

/** A network as an evaluation sees it. */
@FunctionalInterface
public interface Predictor {

  /**
   * Runs forwards.
   *
   * @param outputs the head's linear outputs go here, laid out like the batch's targets
   */
  LossSum evaluate(Batch batch, float[] outputs);
}
