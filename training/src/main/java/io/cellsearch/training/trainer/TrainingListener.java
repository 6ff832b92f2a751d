package io.cellsearch.training.trainer;

import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.work.StoredCheckpoint;
import java.io.IOException;

/** Is told how an attempt goes on, on the attempt's own thread. */
public interface TrainingListener {

  /** An epoch is over. */
  void reported(EpochReport report);

  /** Whether an epoch that has just been reported shall leave a checkpoint. */
  boolean wantsCheckpoint();

  /**
   * A checkpoint is stored.
   *
   * @param step of the report that came before it
   */
  void checkpointed(int step, StoredCheckpoint checkpoint);

  /** A checkpoint could not be stored; the attempt goes on without it. */
  void checkpointMissing(IOException cause);

  /**
   * The epoch after which an attempt was to pause is over and reported. May wait a short while for
   * another word; a request to stop ends that.
   *
   * @param spent by the trial: its epochs, or seconds where these bound it
   * @return what the trial may spend now; not more than it has where it is to pause
   */
  int mayTrainTo(int epoch, double spent);

  /** Whether the attempt shall pause at the end of its epoch, wherever it was to pause. */
  boolean mustPause();

  /** That many batches are done in this attempt, those of validation included. */
  void progressed(long batches);
}
