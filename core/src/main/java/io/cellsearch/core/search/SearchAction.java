package io.cellsearch.core.search;

import io.cellsearch.core.space.Configuration;

/**
 * What a search wants done. Where an event is followed by no action about its trial, the trial goes
 * on.
 */
public sealed interface SearchAction {

  /**
   * Queue a new trial.
   *
   * @param target where it may expect to be paused or to be at its end: an epoch, or seconds of
   *     training time
   */
  record Start(int trial, Configuration configuration, long seed, int target)
      implements SearchAction {}

  /** Take a running trial off its slot once its checkpoint is safe; it may be promoted later. */
  record Pause(int trial) implements SearchAction {}

  /**
   * Let a trial train on, to an epoch or to so many seconds of training time: a paused one is
   * queued and resumes from its checkpoint, one that is still running goes on.
   */
  record Promote(int trial, int target) implements SearchAction {}

  /** End a running or paused trial early; it keeps its results. */
  record Stop(int trial) implements SearchAction {}

  /**
   * All trials have ended, or enough of them failed; nothing is to be started any more, and what
   * still runs, waits or pauses is to be cancelled.
   */
  record Finish(Reason reason) implements SearchAction {}

  /** Why a search is over. */
  enum Reason {
    /** Every trial has ended. */
    ALL_TRIALS_ENDED("all trials have ended"),
    /** More trials failed than the experiment allows. */
    TOO_MANY_FAILURES("too many trials failed"),
    /** The epochs of all trials were spent. */
    EPOCHS_SPENT("the epochs were spent"),
    /** The experiment's time was over. */
    TIME_OVER("the time was over"),
    /** By order no trial started any more, and every trial that had begun has ended. */
    DRAINED("it was stopped"),
    /** By order everything ended at once. */
    CANCELLED("it was cancelled");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }
}
