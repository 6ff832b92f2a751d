package io.cellsearch.core.comparison;

import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.trial.Repetition;
import io.cellsearch.core.trial.TrialState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a configuration reached on the test part in trainings with fresh seeds.
 *
 * @param trial the number of the trial in which the search tried it
 * @param repetitions by their numbers
 */
public record Confirmation(int trial, List<Repeated> repetitions) {

  public Confirmation {
    repetitions = List.copyOf(repetitions);
  }

  /**
   * One training with a fresh seed.
   *
   * @param trial its own number
   * @param testLoss empty where it has none, or none yet
   */
  public record Repeated(
      int trial, Repetition repetition, long seed, TrialState state, OptionalDouble testLoss) {}

  /** The confirmations that repetitions make up, by the trials of the search. */
  public static List<Confirmation> of(Collection<Repeated> repetitions) {
    TreeMap<Integer, List<Repeated>> byTrial = new TreeMap<>();
    for (Repeated each : repetitions) {
      byTrial.computeIfAbsent(each.repetition().of(), trial -> new ArrayList<>()).add(each);
    }
    return byTrial.entrySet().stream()
        .map(entry -> new Confirmation(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The test losses that there are. */
  public Runs runs() {
    TreeMap<Long, Double> losses = new TreeMap<>();
    repetitions.forEach(each -> each.testLoss().ifPresent(loss -> losses.put(each.seed(), loss)));
    return new Runs(losses);
  }

  /** The mean of the test losses; empty before the first. */
  public Optional<Estimate> estimate() {
    Runs runs = runs();
    return runs.count() == 0 ? Optional.empty() : Optional.of(Estimate.of(runs.losses()));
  }

  private int missing() {
    return repetitions.size() - runs().count();
  }

  /**
   * The one that wins: of those with the fewest repetitions that failed, the one with the best
   * mean. A training that diverged counts against its configuration, as its loss has no number.
   */
  public static Optional<Confirmation> winner(Goal goal, Collection<Confirmation> confirmations) {
    double sign = goal == Goal.MINIMIZE ? 1 : -1;
    return confirmations.stream()
        .filter(each -> each.estimate().isPresent())
        .min(
            Comparator.comparingInt(Confirmation::missing)
                .thenComparingDouble(each -> sign * each.estimate().orElseThrow().mean())
                .thenComparingInt(Confirmation::trial));
  }
}
