package io.cellsearch.core.simulation;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What an experiment is expected to cost: means over simulated runs, in which losses fall as {@link
 * LossCurve#powerLaws} say, whatever the configuration, nothing fails, and no trial loses its
 * patience.
 *
 * @param runs how many were simulated
 * @param trials started in a run
 * @param epochs trained in a run
 * @param resumes how often a paused trial went on
 * @param most epochs if every trial ran to its end; empty where their number has no bound
 * @param makespan from the first epoch to the last, in epochs of a trial of mean speed
 * @param trialsByEpochs how many trials end after so many epochs
 * @param stages what ends where: at the highest rung that it passed, epochs or seconds, 0 for none;
 *     after so many epochs where there are no rungs
 */
public record CostPlan(
    int runs,
    double trials,
    double epochs,
    double resumes,
    OptionalLong most,
    double makespan,
    Map<Integer, Double> trialsByEpochs,
    Map<Integer, Stage> stages) {

  public CostPlan {
    trialsByEpochs = Collections.unmodifiableSortedMap(new TreeMap<>(trialsByEpochs));
    stages = Collections.unmodifiableSortedMap(new TreeMap<>(stages));
  }

  /** Simulates an experiment on a number of slots, without a limit of time. */
  public static CostPlan simulate(ExperimentSpec spec, int slots, int runs, long seed) {
    return simulate(spec, SimulatedCluster.of(slots), runs, seed);
  }

  /** Simulates an experiment on a cluster. */
  public static CostPlan simulate(
      ExperimentSpec spec, SimulatedCluster cluster, int runs, long seed) {
    ExperimentSpec cheap = Blind.of(spec);
    List<SimulationResult> results = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      long runSeed = Seeds.child(seed, run, Purpose.SIMULATION);
      results.add(Simulation.run(cheap, cluster, Workload.of(runSeed), Faults.NONE, runSeed));
    }
    Map<Integer, Double> byEpochs = new TreeMap<>();
    Map<Integer, Stage> stages = new TreeMap<>();
    for (SimulationResult result : results) {
      result
          .trialsByEpochs()
          .forEach((at, count) -> byEpochs.merge(at, (double) count / runs, Double::sum));
      result
          .stages()
          .forEach((at, stage) -> stages.merge(at, stage.times(1.0 / runs), Stage::plus));
    }
    return new CostPlan(
        runs,
        mean(results, SimulationResult::trials),
        mean(results, SimulationResult::epochs),
        mean(results, SimulationResult::resumes),
        most(spec),
        mean(results, SimulationResult::makespan),
        byEpochs,
        stages);
  }

  private static double mean(
      List<SimulationResult> results, ToDoubleFunction<SimulationResult> figure) {
    return results.stream().mapToDouble(figure).average().orElse(0);
  }

  private static OptionalLong most(ExperimentSpec spec) {
    OptionalInt trials = spec.limits().maxTrials();
    return trials.isPresent()
        ? OptionalLong.of((long) trials.getAsInt() * spec.maxEpochs())
        : OptionalLong.empty();
  }
}
