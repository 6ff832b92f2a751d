package io.cellsearch.training.trainer;

import io.cellsearch.training.task.Predictor;

/**
 * What an attempt hears between its steps: counts its batches, asks at its pauses, and leaves the
 * attempt when it should end.
 */
final class BatchMeter {
  private final TrainingListener listener;
  private final StopSignal stop;
  private long batches;

  BatchMeter(TrainingListener listener, StopSignal stop) {
    this.listener = listener;
    this.stop = stop;
  }

  /**
   * Counts one.
   *
   * @throws StoppedException if the attempt should end
   */
  void batchDone() {
    listener.progressed(++batches);
    if (stop.isRequested()) {
      throw new StoppedException();
    }
  }

  /**
   * Asks how far the attempt may train.
   *
   * @throws StoppedException if the attempt should end
   */
  int mayTrainTo(int epoch, double spent) {
    int target = listener.mayTrainTo(epoch, spent);
    if (stop.isRequested()) {
      throw new StoppedException();
    }
    return target;
  }

  /** Whether the attempt shall pause at the end of its epoch. */
  boolean mustPause() {
    return listener.mustPause();
  }

  /** A predictor whose batches count. */
  Predictor watched(Predictor predictor) {
    return (batch, outputs) -> {
      batchDone();
      return predictor.evaluate(batch, outputs);
    };
  }
}
