package io.cellsearch.core.search;

import io.cellsearch.core.trial.TrialState;
import java.util.OptionalDouble;

/** What happens to a search. The events in their order are its whole state. */
public sealed interface SearchEvent {

  /** A slot is free: a new trial could start or a paused one be promoted. */
  record TrialRequested() implements SearchEvent {}

  /**
   * A trial's validation loss after an epoch.
   *
   * @param loss in the metric's own direction; may be non-finite
   * @param seconds training time of the trial's epochs up to here that count, whichever attempts
   *     trained them; given where time is the experiment's resource
   */
  record Reported(int trial, int epoch, double loss, OptionalDouble seconds)
      implements SearchEvent {
    /** A report where epochs are the resource. */
    public Reported(int trial, int epoch, double loss) {
      this(trial, epoch, loss, OptionalDouble.empty());
    }
  }

  /** Nothing more happens to a trial. A paused trial ends so when it was told to stop. */
  record Ended(int trial, TrialState state) implements SearchEvent {
    public Ended {
      if (!state.terminal()) {
        throw new IllegalArgumentException("a trial ends in a terminal state, but got " + state);
      }
    }
  }

  /** The experiment's time is over: no new trial, running ones stop at their next epoch. */
  record TimeOver() implements SearchEvent {}

  /** By order no trial starts or is promoted any more; those that are under way come to an end. */
  record Drained() implements SearchEvent {}

  /**
   * By order there may be so many trials. A search that was over goes on; where {@link
   * Search#refusesExtension} has a reason, nothing happens.
   */
  record Extended(int maxTrials) implements SearchEvent {}

  /** By order a trial that had failed begins anew. A search that was over waits for its end. */
  record Requeued(int trial) implements SearchEvent {}

  /** By order everything ends at once. */
  record Cancelled() implements SearchEvent {}
}
