package io.cellsearch.core.search;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model of the ranks is to learn: the logarithm of the share of trials that are as good. Of
 * many trials the best half of the number that is kept stay, and an even sample of the others.
 */
final class RankTargets {
  private final int[] trials;
  private final double[] values;

  private RankTargets(int[] trials, double[] values) {
    this.trials = trials;
    this.values = values;
  }

  /**
   * The targets of trials in their order, best first, and of diverged ones, which share the middle
   * of the last places.
   *
   * @param most trials that are kept
   */
  static RankTargets of(int[] order, List<Integer> diverged, int most) {
    int n = order.length + diverged.size();
    double last = Math.log((n - diverged.size() / 2.0) / n);
    int[] kept = kept(n, most);
    int[] trials = new int[kept.length];
    double[] values = new double[kept.length];
    for (int i = 0; i < kept.length; i++) {
      boolean compared = kept[i] < order.length;
      trials[i] = compared ? order[kept[i]] : diverged.get(kept[i] - order.length);
      values[i] = compared ? Math.log((kept[i] + 0.5) / n) : last;
    }
    return new RankTargets(trials, values);
  }

  private static int[] kept(int n, int most) {
    if (n <= most) {
      return IntStream.range(0, n).toArray();
    }
    int half = most / 2;
    int rest = most - half;
    return IntStream.concat(
            IntStream.range(0, half),
            IntStream.range(0, rest).map(j -> half + (int) ((j + 0.5) * (n - half) / rest)))
        .toArray();
  }

  IntStream trials() {
    return IntStream.of(trials);
  }

  double[] values() {
    return values.clone();
  }

  /** The best target. */
  double least() {
    return values[0];
  }
}
