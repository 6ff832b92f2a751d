package io.cellsearch.core.lifecycle;

import io.cellsearch.core.trial.TrialState;

/**
 * Where a trial stands, as far as retries go.
 *
 * @param attempt the current or last attempt, 0 before the first
 * @param failures ends by the trial's own fault
 * @param workerLosses attempts lost with their worker
 * @param loneCrashes runner crashes in which no other trial was running
 */
public record TrialProgress(
    TrialState state, int attempt, int failures, int workerLosses, int loneCrashes) {

  /** A trial that was never tried. */
  public static final TrialProgress NEW = new TrialProgress(TrialState.QUEUED, 0, 0, 0, 0);

  /** The trial with its next attempt running. */
  public TrialProgress assigned() {
    if (state != TrialState.QUEUED) {
      throw new IllegalStateException("only a queued trial is assigned, not a " + state + " one");
    }
    return new TrialProgress(TrialState.RUNNING, attempt + 1, failures, workerLosses, loneCrashes);
  }

  /** The trial after the user, or its experiment's end, ended it while it waited. */
  public TrialProgress cancelled() {
    if (state.terminal()) {
      throw new IllegalStateException("a " + state + " trial has ended already");
    }
    return in(TrialState.CANCELLED);
  }

  /**
   * The trial after an attempt was lost that had nothing left to do: it rests where it would have
   * paused, with the checkpoint that there is.
   */
  public TrialProgress rested() {
    if (state != TrialState.QUEUED) {
      throw new IllegalStateException(
          "only a queued trial is put to rest, not a " + state + " one");
    }
    return in(TrialState.PAUSED);
  }

  /** The trial after its promotion while it paused. */
  public TrialProgress promoted() {
    if (state != TrialState.PAUSED) {
      throw new IllegalStateException(
          "only a paused trial is queued again, not a " + state + " one");
    }
    return in(TrialState.QUEUED);
  }

  /** The trial after the search gave up waiting for its promotion. */
  public TrialProgress stopped() {
    if (state != TrialState.PAUSED) {
      throw new IllegalStateException("only a paused trial stops at rest, not a " + state + " one");
    }
    return in(TrialState.STOPPED);
  }

  /** The trial after the user gave it another chance: its budgets are as if it were new. */
  public TrialProgress requeued() {
    if (state != TrialState.FAILED) {
      throw new IllegalStateException(
          "only a failed trial is given another chance, not a " + state + " one");
    }
    return new TrialProgress(TrialState.QUEUED, attempt, 0, 0, 0);
  }

  /** Whether a message about this attempt is about the one that runs. */
  public boolean isCurrent(int messageAttempt) {
    return state == TrialState.RUNNING && messageAttempt == attempt;
  }

  TrialProgress in(TrialState next) {
    return new TrialProgress(next, attempt, failures, workerLosses, loneCrashes);
  }
}
