package io.cellsearch.core.search;

import io.cellsearch.core.experiment.ExperimentSpec.Limits;
import java.util.OptionalInt;

/**
 * What of an experiment's trials and epochs is spent. Epochs that are trained again cost nothing.
 */
final class Budget {
  private final Limits limits;
  private OptionalInt maxTrials;
  private int started;
  private long epochs;

  Budget(Limits limits) {
    this.limits = limits;
    this.maxTrials = limits.maxTrials();
  }

  /** So many trials may start instead. */
  void extend(int trials) {
    maxTrials = OptionalInt.of(trials);
  }

  /** How many trials may start; empty where epochs or time are the bound. */
  OptionalInt maxTrials() {
    return maxTrials;
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
    return maxTrials.isEmpty() || started < maxTrials.getAsInt();
  }

  /** Whether the epochs of all trials are spent. */
  boolean hasNoEpochsLeft() {
    return epochs >= limits.maxEpochs().orElse(Long.MAX_VALUE);
  }

  /** Whether no other trial may start. */
  boolean isSpent() {
    return !hasTrialsLeft() || hasNoEpochsLeft();
  }
}
