package io.cellsearch.coordinator.scheduler;

import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.leaderboard.Entry;
import io.cellsearch.core.leaderboard.Leaderboard;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.TrialState;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The trials of an experiment by number, and which of them wait for a slot. */
final class Trials {
  private final TreeMap<Integer, TrialRun> all = new TreeMap<>();
  private final TreeSet<Integer> waiting = new TreeSet<>();

  /** Those that waited because they must run alone. */
  private final TreeSet<Integer> suspects = new TreeSet<>();

  void add(TrialRun trial) {
    all.put(trial.number(), trial);
    if (trial.progress().state() == TrialState.QUEUED) {
      queue(trial);
    }
  }

  TrialRun get(int number) {
    return Optional.ofNullable(all.get(number))
        .orElseThrow(() -> new IllegalStateException("trial " + number + " was never started"));
  }

  /** Those with an attempt under way. */
  List<TrialRun> running() {
    return all.values().stream()
        .filter(trial -> trial.progress().state() == TrialState.RUNNING)
        .toList();
  }

  /** The best trial of the search whose weights are stored. */
  Optional<TrialRun> winner(Goal goal) {
    return ranked(goal).filter(trial -> trial.model().isPresent()).findFirst();
  }

  /**
   * The best completed trials of the search, each of another configuration; where none completed,
   * those stopped early.
   */
  List<TrialRun> best(Goal goal, int top) {
    List<TrialRun> ranked = ranked(goal).toList();
    Optional<TrialState> state = ranked.stream().map(trial -> trial.progress().state()).findFirst();
    Set<Configuration> seen = new HashSet<>();
    return ranked.stream()
        .filter(trial -> trial.progress().state() == state.orElseThrow())
        .filter(trial -> seen.add(trial.configuration()))
        .limit(top)
        .toList();
  }

  /** The trials of the search that have a rank, the best first. */
  private Stream<TrialRun> ranked(Goal goal) {
    List<Entry> entries =
        all.values().stream()
            .filter(trial -> trial.repeats().isEmpty())
            .map(TrialRun::entry)
            .toList();
    return Leaderboard.of(goal, entries).rows().stream()
        .filter(row -> row.rank().isPresent())
        .map(row -> get(row.entry().trial().number()));
  }

  /** Those that train a trial of the search again, by number. */
  List<TrialRun> repetitions() {
    return all.values().stream().filter(trial -> trial.repeats().isPresent()).toList();
  }

  /** The highest number that a trial has, 0 where there is none. */
  int last() {
    return all.isEmpty() ? 0 : all.lastKey();
  }

  void queue(TrialRun trial) {
    (trial.suspect() ? suspects : waiting).add(trial.number());
  }

  /** Takes the oldest trial that waits. */
  Optional<TrialRun> next() {
    return Optional.ofNullable(waiting.pollFirst()).map(this::get);
  }

  /** Takes the oldest trial that must run alone. */
  Optional<TrialRun> nextSuspect() {
    return Optional.ofNullable(suspects.pollFirst()).map(this::get);
  }

  boolean hasNext() {
    return !waiting.isEmpty();
  }

  boolean hasSuspect() {
    return !suspects.isEmpty();
  }

  int queued() {
    return waiting.size() + suspects.size();
  }

  /** Takes all that wait out of the queue. */
  List<TrialRun> drain() {
    TreeSet<Integer> numbers = new TreeSet<>(waiting);
    numbers.addAll(suspects);
    waiting.clear();
    suspects.clear();
    return numbers.stream().map(this::get).toList();
  }
}
