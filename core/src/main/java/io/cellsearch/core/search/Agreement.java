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

  /** The number of trials that reached a rung. */
  int size(int rung) {
    return losses.get(rung).size();
  }

  /** The number of trials that reached a rung and the next one. */
  int pairs(int rung) {
    return both(rung).size();
  }

  /**
   * The correlation of the ranks at a rung and the next one over all trials that reached both, at
   * least two (Spearman 1904). Equal losses rank in the order in which the later rung was reached.
   */
  double correlation(int rung) {
    List<Integer> both = both(rung);
    int[] before = ranks(both, losses.get(rung));
    int[] after = ranks(both, losses.get(rung + 1));
    double squares = 0;
    for (int i = 0; i < before.length; i++) {
      double difference = before[i] - after[i];
      squares += difference * difference;
    }
    double m = before.length;
    return 1 - 6 * squares / (m * (m * m - 1));
  }

  private List<Integer> both(int rung) {
    Map<Integer, Double> first = losses.get(rung);
    return losses.get(rung + 1).keySet().stream().filter(first::containsKey).toList();
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
