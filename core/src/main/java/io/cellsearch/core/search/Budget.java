package io.cellsearch.core.search;

import io.cellsearch.core.experiment.ExperimentSpec.Limits;
import java.util.Optional;
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

  /** Why there cannot be so many trials, as the end of a sentence; empty where there can. */
  Optional<String> refusesExtension(int trials) {
    if (maxTrials.isEmpty()) {
      return Optional.of("has no max_trials that could be raised");
    }
    if (trials < maxTrials.getAsInt()) {
      return Optional.of(
          "has max_trials %d, which can only be raised, but got %d"
              .formatted(maxTrials.getAsInt(), trials));
    }
    return hasNoEpochsLeft()
        ? Optional.of("starts no trial any more: its max_epochs are spent")
        : Optional.empty();
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
  private boolean hasNoEpochsLeft() {
    return epochs >= limits.maxEpochs().orElse(Long.MAX_VALUE);
  }

  /** Whether no other trial may start. */
  boolean isSpent() {
    return !hasTrialsLeft() || hasNoEpochsLeft();
  }
}
