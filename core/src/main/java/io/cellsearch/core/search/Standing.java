package io.cellsearch.core.search;

import java.util.Comparator;
import java.util.Optional;

/**
 * How a trial compares with others of any state: completed ones by their lowest loss, then paused
 * and stopped ones, those that came further first, by their last loss, then diverged ones.
 */
record Standing(int group, int levelsLeft, double loss, int trial) implements Comparable<Standing> {
  private static final Comparator<Standing> ORDER =
      Comparator.comparingInt(Standing::group)
          .thenComparingInt(Standing::levelsLeft)
          .thenComparingDouble(Standing::loss)
          .thenComparingInt(Standing::trial);

  /** The standing of a trial; empty where it says nothing about its configuration. */
  static Optional<Standing> of(Trial trial) {
    return switch (trial.state()) {
      case COMPLETED ->
          Double.isFinite(trial.lowest())
              ? Optional.of(new Standing(0, 0, trial.lowest(), trial.number()))
              : Optional.empty();
      case STOPPED, PAUSED ->
          Double.isFinite(trial.last())
              ? Optional.of(new Standing(1, -trial.level(), trial.last(), trial.number()))
              : trial.epoch() > 0 ? Optional.of(diverged(trial)) : Optional.empty();
      case DIVERGED -> Optional.of(diverged(trial));
      case QUEUED, RUNNING, FAILED, CANCELLED -> Optional.empty();
    };
  }

  private static Standing diverged(Trial trial) {
    return new Standing(2, 0, 0, trial.number());
  }

  /** Whether the trial came to its end. */
  boolean isCompleted() {
    return group == 0;
  }

  /** Whether the trial has no loss to compare. */
  boolean isDiverged() {
    return group == 2;
  }

  @Override
  public int compareTo(Standing other) {
    return ORDER.compare(this, other);
  }
}
