package io.cellsearch.core.simulation;

import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.trial.TrialState;

/** A trial as the simulated coordinator and workers know it. */
final class SimulatedTrial {
  private final int number;
  private final double pace;
  private TrialProgress progress = TrialProgress.NEW;
  private int epoch;
  private int furthest;
  private int checkpoint;

  /**
   * @param pace the time of an epoch
   */
  SimulatedTrial(int number, double pace) {
    this.number = number;
    this.pace = pace;
  }

  int number() {
    return number;
  }

  double pace() {
    return pace;
  }

  TrialProgress progress() {
    return progress;
  }

  TrialState state() {
    return progress.state();
  }

  /** The last epoch that the current attempt has reported. */
  int epoch() {
    return epoch;
  }

  /** The last epoch that any attempt has reported. */
  int furthest() {
    return furthest;
  }

  void is(TrialProgress next) {
    progress = next;
  }

  /** An attempt begins where the last pause left its checkpoint. */
  void assigned() {
    progress = progress.assigned();
    epoch = checkpoint;
  }

  void reported(int atEpoch) {
    epoch = atEpoch;
    furthest = Math.max(furthest, atEpoch);
  }

  /** The checkpoint of a pause is safe. */
  void saved() {
    checkpoint = epoch;
  }
}
