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

  /**
   * The c of the quotas ⌊trials / (c · epoch)⌋ at which promotions cost as many epochs as the first
   * pieces of trials: Σ (1 − e/e′)/e_base over the rungs e from the base, e′ being the next.
   */
  static double costOfPromotions(List<Integer> epochs, int base) {
    double sum = 0;
    for (int k = base; k < epochs.size() - 1; k++) {
      sum += (double) (epochs.get(k + 1) - epochs.get(k)) / epochs.get(k + 1);
    }
    return sum / epochs.get(base);
  }
}
