package io.cellsearch.core.search;

import io.cellsearch.core.trial.TrialState;
import java.util.List;
import java.util.Optional;

/**
 * Decides after each reported epoch whether a trial goes on, pauses or stops; a rule that pauses
 * also decides which paused trial is worth training on. What a trial has spent is counted in the
 * experiment's resource, epochs or seconds of training time. Losses are such that smaller is
 * better.
 */
interface StoppingRule {

  /** What becomes of a trial after a report. */
  enum Verdict {
    GO_ON,
    /** It waits, with its checkpoint, for a promotion. */
    PAUSE,
    STOP
  }

  /** A trial is to be trained on, until it has spent so much. */
  record Promotion(int trial, int target) {}

  /** Takes a new trial in; the answer is what it spends before it may pause. */
  int started(int trial);

  /**
   * Judges a trial; the report is remembered.
   *
   * @param spent epochs, or seconds: not less than at an earlier report of the trial
   * @param loss may be non-finite, which stops and is never ranked
   */
  Verdict reported(int trial, double spent, double loss);

  /** What trials have spent where they are compared, rising; empty where epochs are compared. */
  default List<Integer> levels() {
    return List.of();
  }

  /** Nothing more happens to a trial. */
  default void ended(int trial, TrialState state) {}

  /**
   * The promotion that a free slot should take, if any; asking changes nothing.
   *
   * @param canStart whether a new trial could be started instead
   */
  default Optional<Promotion> promotion(boolean canStart) {
    return Optional.empty();
  }

  /** The promotion is taken. */
  default void promoted(Promotion promotion) {}
}
