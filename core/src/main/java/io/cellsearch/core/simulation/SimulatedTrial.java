package io.cellsearch.core.simulation;

import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.trial.TrialState;

/** A trial as the simulated coordinator and workers know it. */
final class SimulatedTrial {
  private final int number;
  private final Pace paces;
  private TrialProgress progress = TrialProgress.NEW;
  private int epoch;
  private int furthest;
  private int checkpoint;
  private boolean promoted;
  private double pace;
  private double time;
  private double checkpointTime;
  private double longest;

  /**
   * @param paces the time of an epoch
   */
  SimulatedTrial(int number, Pace paces) {
    this.number = number;
    this.paces = paces;
  }

  int number() {
    return number;
  }

  /** The time of an epoch of the current attempt. */
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

  /** Training time of the epochs up to the current attempt's last one. */
  double time() {
    return time;
  }

  /** The most of it that any attempt has reported. */
  double longest() {
    return longest;
  }

  /** Whether it was ever let go on. */
  boolean promoted() {
    return promoted;
  }

  void promote() {
    promoted = true;
  }

  void is(TrialProgress next) {
    progress = next;
  }

  /** An attempt begins where the last pause left its checkpoint. */
  void assigned() {
    progress = progress.assigned();
    epoch = checkpoint;
    time = checkpointTime;
    pace = paces.of(number, progress.attempt());
  }

  void reported(int atEpoch) {
    epoch = atEpoch;
    furthest = Math.max(furthest, atEpoch);
    time += pace;
    longest = Math.max(longest, time);
  }

  /** The checkpoint of a pause is safe. */
  void saved() {
    checkpoint = epoch;
    checkpointTime = time;
  }
}
