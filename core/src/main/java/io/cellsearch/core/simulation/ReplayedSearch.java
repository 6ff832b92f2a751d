package io.cellsearch.core.simulation;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.search.Search;
import io.cellsearch.core.search.SearchAction;
import io.cellsearch.core.search.SearchAction.Reason;
import io.cellsearch.core.search.SearchEvent;
import io.cellsearch.core.trial.TrialState;
import java.util.ArrayList;
import java.util.List;

/** A search that a restarted coordinator gets back from its events. */
final class ReplayedSearch {
  private final ExperimentSpec spec;
  private final List<SearchEvent> events = new ArrayList<>();
  private final List<List<SearchAction>> decisions = new ArrayList<>();
  private Search search;
  private int restarts;

  ReplayedSearch(ExperimentSpec spec) {
    this.spec = spec;
    search = Search.create(spec);
  }

  List<SearchAction> on(SearchEvent event) {
    List<SearchAction> actions = search.on(event);
    events.add(event);
    decisions.add(actions);
    return actions;
  }

  /** A coordinator that restarts has its events only; true if it decides as before. */
  boolean restart() {
    restarts++;
    search = Search.create(spec);
    boolean equal = true;
    for (int i = 0; i < events.size(); i++) {
      equal &= search.on(events.get(i)).equals(decisions.get(i));
    }
    return equal;
  }

  /** Whether a trial waits for a promotion, as far as the search goes. */
  boolean rests(int trial) {
    return search.state(trial).filter(TrialState.PAUSED::equals).isPresent();
  }

  /** What trials have spent where they are compared. */
  List<Integer> levels() {
    return search.levels();
  }

  /** What a trial that is under way may spend. */
  int target(int trial) {
    return search.target(trial).orElseThrow();
  }

  int restarts() {
    return restarts;
  }

  boolean finished() {
    return search.finished().isPresent();
  }

  Reason reason() {
    return search.finished().orElseThrow();
  }
}
