package io.cellsearch.core.search;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The trials that have paused or ended, best first. A promoted one keeps its place meanwhile. */
final class Standings {
  private final TreeSet<Standing> ranked = new TreeSet<>();
  private final Map<Integer, Standing> byTrial = new HashMap<>();

  /** Takes in what is known of a trial that paused or ended. */
  void learn(Trial trial) {
    Standing old = byTrial.remove(trial.number());
    if (old != null) {
      ranked.remove(old);
    }
    Optional<Standing> standing = Standing.of(trial);
    standing.ifPresent(
        now -> {
          ranked.add(now);
          byTrial.put(trial.number(), now);
        });
  }

  /** Best first. */
  SortedSet<Standing> ranked() {
    return Collections.unmodifiableSortedSet(ranked);
  }
}
