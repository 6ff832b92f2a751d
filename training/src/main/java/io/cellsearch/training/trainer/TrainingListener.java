package io.cellsearch.training.trainer;

import io.cellsearch.core.trial.EpochReport;

/** Is told how an attempt goes on, on the attempt's own thread. */
public interface TrainingListener {

  /** An epoch is over. */
  void reported(EpochReport report);

  /** That many batches are done in this attempt, those of validation included. */
  void progressed(long batches);
}
