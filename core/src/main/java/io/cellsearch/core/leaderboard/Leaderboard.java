package io.cellsearch.core.leaderboard;

import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.trial.TrialState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The ranking of an experiment's trials. Completed trials come first, then those stopped early (a
 * pruned trial is never best), each by their best validation loss; equal losses share a rank.
 * Trials still under way follow without a rank, by their best loss so far; trials without a result
 * (diverged, failed, cancelled) come last.
 */
public final class Leaderboard {
  private final List<Row> rows;

  private Leaderboard(List<Row> rows) {
    this.rows = List.copyOf(rows);
  }

  /** An entry and its rank, from 1; without one where it has no result to be ranked by. */
  public record Row(OptionalInt rank, Entry entry) {}

  /** Ranks the entries. */
  public static Leaderboard of(Goal goal, Collection<Entry> entries) {
    double sign = goal == Goal.MINIMIZE ? 1 : -1;
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(
        Comparator.<Entry>comparingInt(entry -> group(entry))
            .thenComparingDouble(entry -> sign * entry.bestValidationLoss().orElse(0))
            .thenComparingInt(entry -> entry.trial().number()));
    List<Row> rows = new ArrayList<>(sorted.size());
    for (int i = 0; i < sorted.size(); i++) {
      Entry entry = sorted.get(i);
      boolean tied = i > 0 && group(entry) <= STOPPED && tie(sorted.get(i - 1), entry);
      OptionalInt rank =
          group(entry) > STOPPED
              ? OptionalInt.empty()
              : tied ? rows.get(i - 1).rank() : OptionalInt.of(i + 1);
      rows.add(new Row(rank, entry));
    }
    return new Leaderboard(rows);
  }

  /** All rows, best first. */
  public List<Row> rows() {
    return rows;
  }

  /**
   * The trial that the experiment recommends: the first completed one, or where none completed the
   * first that was stopped early.
   */
  public Optional<Entry> winner() {
    return rows.stream().filter(row -> row.rank().isPresent()).map(Row::entry).findFirst();
  }

  private static final int STOPPED = 1;

  private static int group(Entry entry) {
    if (entry.bestValidationLoss().isEmpty()) {
      return 4;
    }
    TrialState state = entry.state();
    return switch (state) {
      case COMPLETED -> 0;
      case STOPPED -> STOPPED;
      case RUNNING, QUEUED, PAUSED -> 2;
      case DIVERGED, FAILED, CANCELLED -> 3;
    };
  }

  private static boolean tie(Entry a, Entry b) {
    return group(a) == group(b)
        && Double.compare(a.bestValidationLoss().orElse(0), b.bestValidationLoss().orElse(0)) == 0;
  }
}
