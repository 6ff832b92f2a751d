package io.cellsearch.core.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Whether the losses at one rung say anything about those at the next. */
final class Agreement {
  private final List<Map<Integer, Double>> losses = new ArrayList<>();

  Agreement(int rungs) {
    for (int rung = 0; rung < rungs; rung++) {
      losses.add(new LinkedHashMap<>());
    }
  }

  void reached(int trial, int rung, double loss) {
    losses.get(rung).put(trial, loss);
  }

  void leave(int trial) {
    losses.forEach(rung -> rung.remove(trial));
  }

  /**
   * Whether the ranks at a rung and the next one do not correlate, or inversely, over all trials
   * that reached both; false while these are fewer than needed. Equal losses rank in the order in
   * which the later rung was reached.
   */
  boolean misleads(int rung, int needed) {
    Map<Integer, Double> first = losses.get(rung);
    List<Integer> both = losses.get(rung + 1).keySet().stream().filter(first::containsKey).toList();
    if (both.size() < needed) {
      return false;
    }
    int[] before = ranks(both, first);
    int[] after = ranks(both, losses.get(rung + 1));
    long squares = 0;
    for (int i = 0; i < before.length; i++) {
      long difference = before[i] - after[i];
      squares += difference * difference;
    }
    // Spearman's 1 − 6 Σ d² / (m (m² − 1)) in whole numbers
    long m = before.length;
    return 6 * squares >= m * (m * m - 1);
  }

  private static int[] ranks(List<Integer> trials, Map<Integer, Double> losses) {
    double[] values = trials.stream().mapToDouble(losses::get).toArray();
    int[] sorted =
        IntStream.range(0, values.length)
            .boxed()
            .sorted((a, b) -> Double.compare(values[a], values[b]))
            .mapToInt(i -> i)
            .toArray();
    int[] ranks = new int[values.length];
    for (int rank = 0; rank < sorted.length; rank++) {
      ranks[sorted[rank]] = rank;
    }
    return ranks;
  }
}
