package io.cellsearch.core.simulation;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an experiment is expected to cost: means over simulated runs, in which losses fall as {@link
 * LossCurve#powerLaws} say, nothing fails, and no trial loses its patience.
 *
 * @param runs how many were simulated
 * @param trials started in a run
 * @param epochs trained in a run
 * @param most epochs if every trial ran to its end
 * @param makespan from the first epoch to the last, in epochs of a trial of mean speed
 * @param trialsByEpochs how many trials end after so many epochs
 */
public record CostPlan(
    int runs,
    double trials,
    double epochs,
    long most,
    double makespan,
    Map<Integer, Double> trialsByEpochs) {

  public CostPlan {
    trialsByEpochs = Collections.unmodifiableSortedMap(new TreeMap<>(trialsByEpochs));
  }

  /** Simulates an experiment on a number of slots. */
  public static CostPlan simulate(ExperimentSpec spec, int slots, int runs, long seed) {
    double trials = 0;
    double epochs = 0;
    double makespan = 0;
    Map<Integer, Double> byEpochs = new TreeMap<>();
    for (int run = 1; run <= runs; run++) {
      long runSeed = Seeds.child(seed, run, Purpose.SIMULATION);
      SimulationResult result =
          Simulation.run(spec, slots, LossCurve.powerLaws(runSeed), Faults.NONE, runSeed);
      trials += (double) result.trials() / runs;
      epochs += (double) result.epochs() / runs;
      makespan += result.makespan() / runs;
      result
          .trialsByEpochs()
          .forEach((at, count) -> byEpochs.merge(at, (double) count, Double::sum));
    }
    byEpochs.replaceAll((at, count) -> count / runs);
    long most = (long) spec.limits().maxTrials() * spec.maxEpochs();
    return new CostPlan(runs, trials, epochs, most, makespan, byEpochs);
  }
}
