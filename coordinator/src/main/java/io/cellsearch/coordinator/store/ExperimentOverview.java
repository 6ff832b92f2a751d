package io.cellsearch.coordinator.store;

import io.cellsearch.core.experiment.ExperimentSpec.Metric;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialState;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * An experiment in a list.
 *
 * @param planned the most trials that there will be; empty where epochs or time are the bound
 * @param trials how many of the search's trials are in which state; a state without trials has no
 *     entry
 * @param resumes how often a trial that had paused went on
 * @param bestValidationLoss of the completed trials, or where none completed of those stopped early
 * @param repetitions of the best trials after the search
 */
public record ExperimentOverview(
    ExperimentId id,
    String name,
    List<String> labels,
    ExperimentState state,
    Optional<String> reason,
    Metric metric,
    OptionalInt planned,
    Map<TrialState, Integer> trials,
    int resumes,
    OptionalDouble bestValidationLoss,
    Repetitions repetitions,
    Instant createdAt,
    Optional<Instant> finishedAt) {

  public ExperimentOverview {
    labels = List.copyOf(labels);
    Map<TrialState, Integer> copy = new EnumMap<>(TrialState.class);
    copy.putAll(trials);
    trials = Collections.unmodifiableMap(copy);
  }

  /** How many repetitions there are, and how many of them are trained or given up. */
  public record Repetitions(int total, int done) {}

  /** How many trials are in a state. */
  public int count(TrialState trialState) {
    return trials.getOrDefault(trialState, 0);
  }

  /** How many trials there are. */
  public int total() {
    return trials.values().stream().mapToInt(Integer::intValue).sum();
  }
}
