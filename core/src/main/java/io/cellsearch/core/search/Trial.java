package io.cellsearch.core.search;

import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.TrialState;

/** What a search knows of a trial. Losses are such that smaller is better. */
final class Trial {
  private final int number;
  private final Configuration configuration;
  private TrialState state = TrialState.RUNNING;
  private int epoch;
  private double last = Double.NaN;
  private double lowest = Double.POSITIVE_INFINITY;
  private int target;

  Trial(int number, Configuration configuration) {
    this.number = number;
    this.configuration = configuration;
  }

  int number() {
    return number;
  }

  Configuration configuration() {
    return configuration;
  }

  /** RUNNING (a queued trial too), PAUSED, STOPPED from the decision on, or how it ended. */
  TrialState state() {
    return state;
  }

  /** The last reported epoch, 0 before the first. */
  int epoch() {
    return epoch;
  }

  /** The loss of the last epoch. */
  double last() {
    return last;
  }

  /** The lowest finite loss, infinite before the first. */
  double lowest() {
    return lowest;
  }

  /** The epoch to which it may run. */
  int target() {
    return target;
  }

  void is(TrialState next) {
    state = next;
  }

  void runsTo(int toEpoch) {
    target = toEpoch;
    state = TrialState.RUNNING;
  }

  void reported(int atEpoch, double loss) {
    epoch = atEpoch;
    last = loss;
    if (Double.isFinite(loss)) {
      lowest = Math.min(lowest, loss);
    }
  }
}
