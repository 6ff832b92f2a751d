package io.cellsearch.coordinator.store;

/** Where an experiment stands. */
public enum ExperimentState {
  /** Trials are queued or running, or the winner is being evaluated. */
  RUNNING,
  /** By order nothing of it begins; what ran comes back with its checkpoints. */
  PAUSED,
  /** By order no trial starts any more; those that have begun come to their ends. */
  STOPPING,
  /** Its search came to its end. */
  COMPLETED,
  /** It was given up: too many failed trials. */
  FAILED,
  /** The user ended it. */
  CANCELLED;

  /** Whether nothing more happens to the experiment. */
  public boolean terminal() {
    return switch (this) {
      case RUNNING, PAUSED, STOPPING -> false;
      case COMPLETED, FAILED, CANCELLED -> true;
    };
  }
}
