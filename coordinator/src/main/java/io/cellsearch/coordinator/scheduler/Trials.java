package io.cellsearch.coordinator.scheduler;

import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.leaderboard.Entry;
import io.cellsearch.core.leaderboard.Leaderboard;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.protocol.AttemptId;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The trials of an experiment by number, and which of them wait for a slot. */
final class Trials {
  private static final Set<TrialState> ENDED_BADLY =
      EnumSet.of(TrialState.DIVERGED, TrialState.FAILED, TrialState.CANCELLED);

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

  /** The trial with this number, if there is one. */
  Optional<TrialRun> find(int number) {
    return Optional.ofNullable(all.get(number));
  }

  TrialRun get(int number) {
    return find(number)
        .orElseThrow(() -> new IllegalStateException("trial " + number + " was never started"));
  }

  /** Whether there was such an attempt, or is. */
  boolean knows(AttemptId id) {
    TrialRun trial = all.get(id.trial().number());
    return trial != null && id.attempt() <= trial.progress().attempt();
  }

  /** Those in a state. */
  List<TrialRun> in(TrialState state) {
    return all.values().stream().filter(trial -> trial.progress().state() == state).toList();
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

  /** The best trial so far where none has completed, whether its weights are stored or not. */
  Optional<TrialRun> leader(Goal goal) {
    if (all.values().stream().anyMatch(each -> each.progress().state() == TrialState.COMPLETED)) {
      return Optional.empty();
    }
    double sign = goal == Goal.MINIMIZE ? 1 : -1;
    return all.values().stream()
        .filter(each -> !ENDED_BADLY.contains(each.progress().state()))
        .filter(each -> each.bestLoss().isPresent())
        .min(Comparator.comparingDouble(each -> sign * each.bestLoss().orElseThrow()));
  }

  void queue(TrialRun trial) {
    (trial.suspect() ? suspects : waiting).add(trial.number());
  }

  /** Takes the oldest trial that waits, of those that fit. */
  Optional<TrialRun> next(Predicate<TrialRun> fits) {
    return take(waiting, fits);
  }

  /** Takes the oldest trial that must run alone, of those that fit. */
  Optional<TrialRun> nextSuspect(Predicate<TrialRun> fits) {
    return take(suspects, fits);
  }

  private Optional<TrialRun> take(TreeSet<Integer> from, Predicate<TrialRun> fits) {
    Optional<TrialRun> first = from.stream().map(this::get).filter(fits).findFirst();
    first.ifPresent(trial -> from.remove(trial.number()));
    return first;
  }

  boolean hasNext(Predicate<TrialRun> fits) {
    return waiting.stream().map(this::get).anyMatch(fits);
  }

  boolean hasSuspect(Predicate<TrialRun> fits) {
    return suspects.stream().map(this::get).anyMatch(fits);
  }

  /** How many wait, but for those that must run alone. */
  int countWaiting() {
    return waiting.size();
  }

  /** All that wait. */
  List<TrialRun> waiting() {
    return Stream.concat(waiting.stream(), suspects.stream()).map(this::get).toList();
  }

  int queued() {
    return waiting.size() + suspects.size();
  }

  /** Takes those out of the queue that were never on a slot. */
  List<TrialRun> takeUntried() {
    List<TrialRun> untried =
        waiting().stream().filter(trial -> trial.progress().attempt() == 0).toList();
    untried.forEach(trial -> waiting.remove(trial.number()));
    return untried;
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
