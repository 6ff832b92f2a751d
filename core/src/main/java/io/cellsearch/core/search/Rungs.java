package io.cellsearch.core.search;

import java.util.ArrayList;
import java.util.List;

/** The epochs at which trials are compared. */
final class Rungs {
  private Rungs() {}

  /**
   * first · factor^k strictly below the last epoch: a trial that gets there has nothing left to
   * save.
   */
  static List<Integer> below(int maxEpochs, int first, int factor) {
    List<Integer> rungs = new ArrayList<>();
    for (long rung = first; rung < maxEpochs; rung *= factor) {
      rungs.add((int) rung);
    }
    return List.copyOf(rungs);
  }

  /** The same, and the last epoch. */
  static List<Integer> upTo(int maxEpochs, int first, int factor) {
    List<Integer> rungs = new ArrayList<>(below(maxEpochs, first, factor));
    rungs.add(maxEpochs);
    return List.copyOf(rungs);
  }
}
