package io.cellsearch.core.search;

import io.cellsearch.core.experiment.ExperimentSpec.SearchSettings;
import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

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
  private final SearchSpace space;
  private final Untried untried;
  private final RandomSampler random;
  private final List<TpeGroup> groups;
  private final Map<String, TpeGroup> groupOf = new HashMap<>();
  private final Ranking ranking;
  private TreeSet<Integer> good = new TreeSet<>();

  /**
   * @param ranking the order that good trials come first in
   */
  TpeSampler(SearchSettings.Tpe settings, SearchSpace space, Untried untried, Ranking ranking) {
    this.settings = settings;
    this.ranking = ranking;
    this.space = space;
    this.untried = untried;
    random = new RandomSampler(space, settings.seed());
    groups = TpeGroup.of(space);
    groups.forEach(group -> group.axes().forEach(axis -> groupOf.put(axis.path(), group)));
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
    long trialSeed = Seeds.child(settings.seed(), trial, Purpose.CONFIGURATION);
    Map<String, ParameterValue> chosen = new HashMap<>();
    return space.configure(
        parameter -> {
          ParameterValue value = chosen.get(parameter.path());
          if (value != null) {
            return value;
          }
          Map<String, ParameterValue> drawn = suggest(parameter.path(), trialSeed, chosen);
          chosen.putAll(drawn);
          return value(drawn, parameter.path());
        });
  }

  private Map<String, ParameterValue> suggest(
      String first, long trialSeed, Map<String, ParameterValue> chosen) {
    TpeGroup group = groupOf.get(first);
    if (group == null) {
      throw new IllegalStateException(first + " is not searched");
    }
    boolean complete = group.equals(groups.get(groups.size() - 1));
    Predicate<Map<String, ParameterValue>> wanted =
        values -> !complete || !untried.finite() || !untried.tried(point(chosen, values));
    return group.suggest(
        good,
        settings.candidates(),
        Seeds.stream(Seeds.child(trialSeed, "tpe " + first, Purpose.CONFIGURATION)),
        wanted);
  }

  /** The point of values that were chosen and those of the last group. */
  private Configuration point(
      Map<String, ParameterValue> chosen, Map<String, ParameterValue> values) {
    Map<String, ParameterValue> all = new HashMap<>(chosen);
    all.putAll(values);
    return space.configure(parameter -> value(all, parameter.path()));
  }

  private static ParameterValue value(Map<String, ParameterValue> values, String path) {
    ParameterValue value = values.get(path);
    if (value == null) {
      throw new IllegalStateException("no value was drawn for " + path);
    }
    return value;
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
        groups.forEach(group -> group.enterAbove(trial));
      }
    }
    for (int trial : now) {
      if (!good.contains(trial)) {
        groups.forEach(group -> group.leaveAbove(trial));
      }
    }
    good = now;
  }

  @Override
  public void started(Trial trial) {
    groups.forEach(group -> group.started(trial));
  }

  @Override
  public void learn(Trial trial) {
    if (trial.state().terminal() && Standing.of(trial).isEmpty()) {
      // It failed or was cancelled, which says nothing about its configuration.
      good.remove(trial.number());
      groups.forEach(group -> group.forget(trial.number()));
    }
  }
}
