package io.cellsearch.core.search;

import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.SearchSpace;
import java.util.List;
import java.util.TreeSet;

/**
 * The tree-structured Parzen estimator (Bergstra et al. 2011, "Algorithms for hyper-parameter
 * optimization", NeurIPS) in the multivariate form of Optuna 5 (Watanabe 2023, arXiv:2304.11127):
 * the point that is likeliest among the best tenth against all others. Trials that run count among
 * the others, which keeps parallel suggestions apart (the constant liar). A paused trial counts as
 * one that was stopped, a diverged one as worse than any loss.
 */
final class TpeSampler implements Sampler {
  /** The most trials that count as good. */
  private static final int MOST_GOOD = 25;

  private final SearchSettings.Tpe settings;
  private final RandomSampler random;
  private final TpeModel model;
  private final Ranking ranking;
  private TreeSet<Integer> good = new TreeSet<>();

  /**
   * @param ranking the order that good trials come first in
   */
  TpeSampler(SearchSettings.Tpe settings, SearchSpace space, Untried untried, Ranking ranking) {
    this.settings = settings;
    this.ranking = ranking;
    random = new RandomSampler(space, settings.seed());
    model = new TpeModel(space, untried, settings.seed(), settings.candidates());
  }

  /** How many of n trials count as good: a tenth, rounded up. */
  static int goodOf(int n) {
    return Math.min((n + 9) / 10, MOST_GOOD);
  }

  @Override
  public Configuration suggest(int trial) {
    int[] order = ranking.order();
    List<Integer> diverged = ranking.diverged();
    if (order.length + diverged.size() < settings.startupTrials()) {
      return random.suggest(trial);
    }
    split(order, diverged);
    return model.suggest(trial, good);
  }

  /** Moves between the densities those whose side has changed. */
  private void split(int[] order, List<Integer> diverged) {
    TreeSet<Integer> now = new TreeSet<>();
    int count = goodOf(order.length + diverged.size());
    for (int i = 0; i < count; i++) {
      now.add(i < order.length ? order[i] : diverged.get(i - order.length));
    }
    for (int trial : good) {
      if (!now.contains(trial)) {
        model.enter(trial);
      }
    }
    for (int trial : now) {
      if (!good.contains(trial)) {
        model.leave(trial);
      }
    }
    good = now;
  }

  @Override
  public void started(Trial trial) {
    model.know(trial);
    model.enter(trial.number());
  }

  @Override
  public void learn(Trial trial) {
    if (trial.state().terminal() && Standing.of(trial).isEmpty()) {
      // It failed or was cancelled, which says nothing about its configuration.
      good.remove(trial.number());
      model.forget(trial.number());
    }
  }
}
