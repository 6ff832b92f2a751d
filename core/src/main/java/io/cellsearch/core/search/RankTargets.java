package io.cellsearch.core.search;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What a model is to learn of trials. Of many the best half of the number that is kept stay, and an
 * even sample of the others.
 *
 * <p>Where only ranks can be compared it is the logarithm of the share of trials that are as good.
 * Where losses can, the better half keeps them and the worse half takes the places that a normal
 * distribution with the better half's spread would give it: how bad the bad are says nothing about
 * where the best is (the half-rank warping of Song et al. 2024, "The Vizier Gaussian process bandit
 * algorithm", arXiv:2408.11527).
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
  static RankTargets of(Ranking ranking, int most) {
    int[] order = ranking.order();
    List<Integer> diverged = ranking.diverged();
    int n = order.length + diverged.size();
    IntToDoubleFunction targets =
        ranking
            .losses()
            .map(losses -> ofLosses(losses, n))
            .orElseGet(() -> ofRanks(order.length, n));
    int[] kept = kept(n, most);
    int[] trials = new int[kept.length];
    double[] values = new double[kept.length];
    for (int i = 0; i < kept.length; i++) {
      boolean compared = kept[i] < order.length;
      trials[i] = compared ? order[kept[i]] : diverged.get(kept[i] - order.length);
      values[i] = targets.applyAsDouble(kept[i]);
    }
    return new RankTargets(trials, values);
  }

  /** By rank share, those of no rank last. */
  private static IntToDoubleFunction ofRanks(int ranked, int n) {
    double last = (n - (n - ranked) / 2.0) / n;
    return i -> Math.log(i < ranked ? (i + 0.5) / n : last);
  }

  /** By loss, smallest first, the worse half by rank. */
  static IntToDoubleFunction ofLosses(double[] losses, int n) {
    int half = Math.min(losses.length, (n + 1) / 2);
    double median = losses[half - 1];
    double squares = 0;
    for (int i = 0; i < half; i++) {
      squares += (losses[i] - median) * (losses[i] - median);
    }
    double spread = Math.sqrt(squares / half);
    return i -> {
      double place = i < losses.length ? i + 0.5 : (losses.length + n) / 2.0;
      return i < half ? losses[i] : median + spread * Normal.quantile(place / n);
    };
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
