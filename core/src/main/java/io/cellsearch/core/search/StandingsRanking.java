package io.cellsearch.core.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The order of all trials that have paused or ended by how they stand, whatever rule stops them. A
 * promoted one keeps its place meanwhile.
 */
final class StandingsRanking implements Ranking {
  /** Those that did not diverge, best first; the whole of it is read more often than changed. */
  private final List<Standing> ranked = new ArrayList<>();

  private final Map<Integer, Standing> byTrial = new HashMap<>();
  private final TreeSet<Integer> diverged = new TreeSet<>();
  private final TreeSet<Integer> pending = new TreeSet<>();

  /** A trial is under way. */
  void started(Trial trial) {
    pending.add(trial.number());
  }

  /** A trial has paused or ended. */
  void learn(Trial trial) {
    pending.remove(trial.number());
    diverged.remove(trial.number());
    Standing old = byTrial.remove(trial.number());
    if (old != null) {
      ranked.remove(Collections.binarySearch(ranked, old));
    }
    Standing.of(trial).ifPresent(this::add);
  }

  private void add(Standing standing) {
    if (standing.isDiverged()) {
      diverged.add(standing.trial());
    } else {
      byTrial.put(standing.trial(), standing);
      ranked.add(-1 - Collections.binarySearch(ranked, standing), standing);
    }
  }

  @Override
  public int[] order() {
    int[] order = new int[ranked.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = ranked.get(i).trial();
    }
    return order;
  }

  @Override
  public Optional<double[]> losses() {
    return ranked.stream().allMatch(Standing::isCompleted)
        ? Optional.of(ranked.stream().mapToDouble(Standing::loss).toArray())
        : Optional.empty();
  }

  @Override
  public List<Integer> diverged() {
    return List.copyOf(diverged);
  }

  @Override
  public List<Integer> pending() {
    return List.copyOf(pending);
  }
}
