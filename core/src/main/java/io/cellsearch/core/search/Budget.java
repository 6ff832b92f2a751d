package io.cellsearch.core.search;

import io.cellsearch.core.experiment.ExperimentSpec.Limits;

/**
 * What of an experiment's trials and epochs is spent. Epochs that are trained again cost nothing.
 */
final class Budget {
  private final Limits limits;
  private int started;
  private long epochs;

  Budget(Limits limits) {
    this.limits = limits;
  }

  /** A trial starts; gives its number. */
  int start() {
    return ++started;
  }

  /** A trial has come so many epochs further. */
  void train(int more) {
    epochs += more;
  }

  int started() {
    return started;
  }

  /** Whether another trial may start, for all that their number matters. */
  boolean hasTrialsLeft() {
    return limits.maxTrials().isEmpty() || started < limits.maxTrials().getAsInt();
  }

  /** Whether no other trial may start. */
  boolean isSpent() {
    return !hasTrialsLeft() || epochs >= limits.maxEpochs().orElse(Long.MAX_VALUE);
  }
}
