package io.cellsearch.core.search;

import io.cellsearch.core.trial.TrialState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The trials of a search that are under way, and those that failed. */
final class Roster {
  private final TreeMap<Integer, Trial> live = new TreeMap<>();
  private final Map<Integer, Trial> failed = new HashMap<>();
  private int running;

  /** A trial begins. */
  void begin(Trial trial) {
    live.put(trial.number(), trial);
    running++;
  }

  /** A trial that is under way. */
  Optional<Trial> find(int number) {
    return Optional.ofNullable(live.get(number));
  }

  /** A trial may train further. */
  void goesOn(Trial trial, int target) {
    running += trial.state() == TrialState.PAUSED ? 1 : 0;
    trial.runsTo(target);
  }

  /** A trial runs no more for now, or from now on. */
  void rests(Trial trial, TrialState state) {
    running -= trial.state() == TrialState.RUNNING ? 1 : 0;
    trial.is(state);
  }

  /** A trial has ended. */
  void end(Trial trial, TrialState state) {
    live.remove(trial.number());
    rests(trial, state);
    if (state == TrialState.FAILED) {
      failed.put(trial.number(), trial);
    }
  }

  /** A trial that had failed counts as such no more; empty where there is none. */
  Optional<Trial> forgive(int number) {
    return Optional.ofNullable(failed.remove(number));
  }

  List<Trial> paused() {
    return live.values().stream().filter(trial -> trial.state() == TrialState.PAUSED).toList();
  }

  boolean isEmpty() {
    return live.isEmpty();
  }

  /** Whether any runs or waits for a slot. */
  boolean isAnyRunning() {
    return running > 0;
  }

  int countFailed() {
    return failed.size();
  }
}
