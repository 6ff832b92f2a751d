package io.cellsearch.core.simulation;

import io.cellsearch.core.search.SearchAction.Reason;
import io.cellsearch.core.trial.TrialState;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * What a simulated experiment came to.
 *
 * @param epochs epochs that were trained, repeated ones included
 * @param resumes how often a paused trial went on
 * @param makespan virtual time, in units of one epoch
 * @param promotedShare the share of the training time that went to trials which had been promoted
 * @param trialsByEpochs how many trials ended after so many epochs
 * @param stages what ended where: at the highest rung that it passed, epochs or seconds, 0 for
 *     none, and the most of either for those that came to their ends; after so many epochs where
 *     there are no rungs
 * @param states how many trials ended in which state
 */
public record SimulationResult(
    int trials,
    long epochs,
    int resumes,
    double makespan,
    double promotedShare,
    int staleReports,
    int restarts,
    Reason reason,
    Map<Integer, Integer> trialsByEpochs,
    Map<Integer, Stage> stages,
    Map<TrialState, Integer> states) {

  public SimulationResult {
    trialsByEpochs = Collections.unmodifiableSortedMap(new TreeMap<>(trialsByEpochs));
    stages = Collections.unmodifiableSortedMap(new TreeMap<>(stages));
    states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
  }

  /** What was done, in the words of the result. */
  record Work(long epochs, int resumes, double makespan, int staleReports, double promotedShare) {}

  static SimulationResult of(
      Collection<SimulatedTrial> trials,
      ToIntFunction<SimulatedTrial> level,
      Work work,
      ReplayedSearch search) {
    Map<Integer, Integer> byEpochs = new TreeMap<>();
    Map<Integer, Stage> stages = new TreeMap<>();
    Map<TrialState, Integer> states = new TreeMap<>();
    for (SimulatedTrial trial : trials) {
      byEpochs.merge(trial.furthest(), 1, Integer::sum);
      stages.merge(level.applyAsInt(trial), new Stage(1, trial.furthest()), Stage::plus);
      states.merge(trial.state(), 1, Integer::sum);
    }
    return new SimulationResult(
        trials.size(),
        work.epochs(),
        work.resumes(),
        work.makespan(),
        work.promotedShare(),
        work.staleReports(),
        search.restarts(),
        search.reason(),
        byEpochs,
        stages,
        states);
  }
}
