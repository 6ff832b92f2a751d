package io.cellsearch.core.simulation;

import io.cellsearch.core.search.SearchAction.Reason;
import io.cellsearch.core.trial.TrialState;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a simulated experiment came to.
 *
 * @param epochs epochs that were trained, repeated ones included
 * @param resumes how often a paused trial went on
 * @param makespan virtual time, in units of one epoch
 * @param trialsByEpochs how many trials ended after so many epochs
 * @param states how many trials ended in which state
 */
public record SimulationResult(
    int trials,
    long epochs,
    int resumes,
    double makespan,
    int staleReports,
    int restarts,
    Reason reason,
    Map<Integer, Integer> trialsByEpochs,
    Map<TrialState, Integer> states) {

  public SimulationResult {
    trialsByEpochs = Collections.unmodifiableSortedMap(new TreeMap<>(trialsByEpochs));
    states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
  }

  /** What was done, in the words of the result. */
  record Work(long epochs, int resumes, double makespan, int staleReports) {}

  static SimulationResult of(Collection<SimulatedTrial> trials, Work work, ReplayedSearch search) {
    Map<Integer, Integer> byEpochs = new TreeMap<>();
    Map<TrialState, Integer> states = new TreeMap<>();
    for (SimulatedTrial trial : trials) {
      byEpochs.merge(trial.furthest(), 1, Integer::sum);
      states.merge(trial.state(), 1, Integer::sum);
    }
    return new SimulationResult(
        trials.size(),
        work.epochs(),
        work.resumes(),
        work.makespan(),
        work.staleReports(),
        search.restarts(),
        search.reason(),
        byEpochs,
        states);
  }
}
