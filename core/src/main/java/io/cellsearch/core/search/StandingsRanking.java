package io.cellsearch.core.search;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The order of all trials by how they stand, whatever rule stops them. */
final class StandingsRanking implements Ranking {
  private final Standings standings = new Standings();
  private final TreeSet<Integer> pending = new TreeSet<>();

  /** A trial is under way. */
  void started(Trial trial) {
    pending.add(trial.number());
  }

  /** A trial has paused or ended. */
  void learn(Trial trial) {
    standings.learn(trial);
    pending.remove(trial.number());
  }

  @Override
  public int[] order() {
    return standings.ranked().stream()
        .filter(standing -> !standing.isDiverged())
        .mapToInt(Standing::trial)
        .toArray();
  }

  @Override
  public Optional<double[]> losses() {
    List<Standing> compared =
        standings.ranked().stream().filter(standing -> !standing.isDiverged()).toList();
    return compared.stream().allMatch(Standing::isCompleted)
        ? Optional.of(compared.stream().mapToDouble(Standing::loss).toArray())
        : Optional.empty();
  }

  @Override
  public List<Integer> diverged() {
    return standings.ranked().stream().filter(Standing::isDiverged).map(Standing::trial).toList();
  }

  @Override
  public List<Integer> pending() {
    return List.copyOf(pending);
  }
}
