package io.cellsearch.core.search;

import java.util.ArrayList;
import java.util.List;

/**
 * The levels at which trials are compared: what they have spent there of the resource, epochs or
 * seconds of training time.
 */
final class Rungs {
  private Rungs() {}

  /**
   * first · factor^k strictly below the most that a trial spends: one that gets there has nothing
   * left to save.
   */
  static List<Integer> below(int most, int first, int factor) {
    List<Integer> rungs = new ArrayList<>();
    for (long rung = first; rung < most; rung *= factor) {
      rungs.add((int) rung);
    }
    return List.copyOf(rungs);
  }

  /** The same, and the most that a trial spends. */
  static List<Integer> upTo(int most, int first, int factor) {
    List<Integer> rungs = new ArrayList<>(below(most, first, factor));
    rungs.add(most);
    return List.copyOf(rungs);
  }

  /**
   * The c of the quotas ⌊trials / (c · level)⌋ at which promotions cost as much as the first pieces
   * of trials: Σ (1 − e/e′)/e_base over the rungs e from the base, e′ being the next.
   */
  static double costOfPromotions(List<Integer> levels, int base) {
    double sum = 0;
    for (int k = base; k < levels.size() - 1; k++) {
      sum += (double) (levels.get(k + 1) - levels.get(k)) / levels.get(k + 1);
    }
    return sum / levels.get(base);
  }
}
