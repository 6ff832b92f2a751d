package io.cellsearch.core.search;

import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.TrialState;

/** What a search knows of a trial. Losses are such that smaller is better. */
final class Trial {
  private final int number;
  private final Configuration configuration;
  private TrialState state = TrialState.RUNNING;
  private int epoch;
  private double spent;
  private int level;
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

  /** What it has spent of the resource: epochs, or seconds of training time. */
  double spent() {
    return spent;
  }

  /** How far it has come, where trials are compared: epochs, or the number of rungs. */
  int level() {
    return level;
  }

  /** The loss of the last epoch. */
  double last() {
    return last;
  }

  /** The lowest finite loss, infinite before the first. */
  double lowest() {
    return lowest;
  }

  /** What it spends before it may pause: epochs, or seconds. */
  int target() {
    return target;
  }

  void is(TrialState next) {
    state = next;
  }

  void runsTo(int to) {
    target = to;
    state = TrialState.RUNNING;
  }

  /** Takes in the loss of an epoch where epochs are the resource. */
  void reported(int atEpoch, double loss) {
    reported(atEpoch, atEpoch, atEpoch, loss);
  }

  /** Takes in the loss of an epoch. */
  void reported(int atEpoch, double atSpent, int atLevel, double loss) {
    epoch = Math.max(epoch, atEpoch);
    spent = atSpent;
    level = atLevel;
    last = loss;
    if (Double.isFinite(loss)) {
      lowest = Math.min(lowest, loss);
    }
  }
}
