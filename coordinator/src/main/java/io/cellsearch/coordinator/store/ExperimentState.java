package io.cellsearch.coordinator.store;

/** Where an experiment stands. */
public enum ExperimentState {
  /** Trials are queued or running, or the winner is being evaluated. */
  RUNNING,
  /** Its search came to its end. */
  COMPLETED,
  /** It was given up: too many failed trials. */
  FAILED,
  /** The user ended it. */
  CANCELLED;

  /** Whether nothing more happens to the experiment. */
  public boolean terminal() {
    return this != RUNNING;
  }
}
