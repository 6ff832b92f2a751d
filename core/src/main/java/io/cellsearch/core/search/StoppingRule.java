package io.cellsearch.core.search;

import io.cellsearch.core.trial.TrialState;
import java.util.Optional;

/**
 * Decides after each reported epoch whether a trial goes on, pauses or stops; a rule that pauses
 * also decides which paused trial is worth more epochs. Losses are such that smaller is better.
 */
interface StoppingRule {

  /** What becomes of a trial after a report. */
  enum Verdict {
    GO_ON,
    /** It waits, with its checkpoint, for a promotion. */
    PAUSE,
    STOP
  }

  /** A trial is to be trained to a later epoch. */
  record Promotion(int trial, int toEpoch) {}

  /** Takes a new trial in; the answer is the epoch to which it runs before it may pause. */
  int started(int trial);

  /**
   * Judges a trial; the report is remembered.
   *
   * @param epoch greater than every earlier one of the trial
   * @param loss may be non-finite, which stops and is never ranked
   */
  Verdict reported(int trial, int epoch, double loss);

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
