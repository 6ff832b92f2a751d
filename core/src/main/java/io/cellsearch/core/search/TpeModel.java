package io.cellsearch.core.search;

import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The densities of good trials and of others, one pair for each group of parameters that occur
 * together. Which trials are good is said with each question; the others are kept.
 */
final class TpeModel {
  private final SearchSpace space;
  private final Untried untried;
  private final long seed;
  private final int candidates;
  private final List<TpeGroup> groups;
  private final Map<String, TpeGroup> groupOf = new HashMap<>();

  /**
   * @param candidates drawn from the density of the good trials, in each group
   */
  TpeModel(SearchSpace space, Untried untried, long seed, int candidates) {
    this.space = space;
    this.untried = untried;
    this.seed = seed;
    this.candidates = candidates;
    groups = TpeGroup.of(space);
    groups.forEach(group -> group.axes().forEach(axis -> groupOf.put(axis.path(), group)));
  }

  /** Takes in the configuration of a trial, which is neither good nor among the others yet. */
  void know(Trial trial) {
    groups.forEach(group -> group.know(trial));
  }

  /** A trial that is known is among the others from now on. */
  void enter(int trial) {
    groups.forEach(group -> group.enterAbove(trial));
  }

  /** A trial is no longer among the others. */
  void leave(int trial) {
    groups.forEach(group -> group.leaveAbove(trial));
  }

  /** A trial says nothing. */
  void forget(int trial) {
    groups.forEach(group -> group.forget(trial));
  }

  /**
   * What is likeliest among the good against the others, for the trial with this number.
   *
   * @param good in the order of their numbers, none of them among the others
   */
  Configuration suggest(int trial, Set<Integer> good) {
    long trialSeed = Seeds.child(seed, trial, Purpose.CONFIGURATION);
    Map<String, ParameterValue> chosen = new HashMap<>();
    return space.configure(
        parameter -> {
          ParameterValue value = chosen.get(parameter.path());
          if (value != null) {
            return value;
          }
          Map<String, ParameterValue> drawn = suggest(parameter.path(), trialSeed, chosen, good);
          chosen.putAll(drawn);
          return value(drawn, parameter.path());
        });
  }

  private Map<String, ParameterValue> suggest(
      String first, long trialSeed, Map<String, ParameterValue> chosen, Set<Integer> good) {
    TpeGroup group = groupOf.get(first);
    if (group == null) {
      throw new IllegalStateException(first + " is not searched");
    }
    boolean complete = group.equals(groups.get(groups.size() - 1));
    Predicate<Map<String, ParameterValue>> wanted =
        values -> !complete || !untried.finite() || !untried.tried(point(chosen, values));
    return group.suggest(
        good,
        candidates,
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
}
