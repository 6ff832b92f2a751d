package io.cellsearch.core.trial;

/** Where a trial stands. */
public enum TrialState {
  /** Waits for a slot, for the first time or again after a lost attempt or a paused experiment. */
  QUEUED,
  /** An attempt of it is running. */
  RUNNING,
  /** Waits at a rung for a promotion. */
  PAUSED,
  /** Ran as far as it was meant to. */
  COMPLETED,
  /** Ended early by the stopping rule; it keeps its results. */
  STOPPED,
  /** Its loss became non-finite: never a number in a ranking. */
  DIVERGED,
  /** Gave up after its retries. */
  FAILED,
  /** Ended by the user. */
  CANCELLED;

  /** Whether nothing more happens to the trial. */
  public boolean terminal() {
    return switch (this) {
      case QUEUED, RUNNING, PAUSED -> false;
      case COMPLETED, STOPPED, DIVERGED, FAILED, CANCELLED -> true;
    };
  }
}
