package io.cellsearch.benchmarks.search;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.search.Search;
import io.cellsearch.core.search.SearchAction;
import io.cellsearch.core.search.SearchEvent;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.TrialState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One search on one table in virtual time: every worker evaluates one trial at a time, one unit of
 * time an evaluation; in each unit the workers report in the order of their numbers.
 */
final class TableRun {
  private final CurveTable table;
  private final TableSpace space;
  private final Search search;
  private final BitSet used = new BitSet();
  private final List<Integer> configurations = new ArrayList<>();
  private final Map<Integer, Integer> evaluated = new HashMap<>();
  private final Deque<Integer> waiting = new ArrayDeque<>();
  private final Incumbents.Recorder recorder = new Incumbents.Recorder();
  private int resumes;
  private int completed;
  private int diverged;

  /** What a run came to. */
  record Outcome(Incumbents incumbents, int trials, int resumes, int completed, int diverged) {}

  private TableRun(CurveTable table, SearchSettings settings, StoppingSettings stopping) {
    this.table = table;
    this.space = new TableSpace(table);
    ExperimentSpec spec = space.experiment(settings, stopping);
    this.search = Search.create(spec, this::available);
  }

  static Outcome run(CurveTable table, Method.Ours method, int workers, int budget, long seed) {
    return new TableRun(table, method.search().apply(seed), method.stopping()).run(workers, budget);
  }

  /** Every suggestion moves to the nearest configuration that was not used. */
  private Configuration available(Configuration suggested) {
    int configuration = table.nearest(space.values(suggested), used);
    used.set(configuration);
    configurations.add(configuration);
    return space.configuration(configuration);
  }

  private Outcome run(int workers, int budget) {
    List<Optional<Integer>> live = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      live.add(next());
    }
    boolean busy = true;
    while (busy && recorder.evaluations() < budget) {
      busy = false;
      for (int worker = 0; worker < workers && recorder.evaluations() < budget; worker++) {
        Optional<Integer> trial = live.get(worker);
        boolean goesOn = trial.isPresent() && evaluate(trial.get());
        boolean over = recorder.evaluations() == budget;
        live.set(worker, goesOn || over ? trial : next());
        busy |= live.get(worker).isPresent();
      }
    }
    return new Outcome(recorder.incumbents(), configurations.size(), resumes, completed, diverged);
  }

  /** What a free worker does. */
  private Optional<Integer> next() {
    if (waiting.isEmpty()) {
      tell(new SearchEvent.TrialRequested());
    }
    return Optional.ofNullable(waiting.poll());
  }

  /** Whether the trial goes on after one more evaluation. */
  private boolean evaluate(int trial) {
    int evaluation = evaluated.merge(trial, 1, Integer::sum);
    double loss = table.loss(configurations.get(trial - 1), evaluation);
    recorder.evaluated(loss);
    List<SearchAction> actions = tell(new SearchEvent.Reported(trial, evaluation, loss));
    if (Double.isNaN(loss)) {
      diverged++;
      return ended(trial, TrialState.DIVERGED);
    }
    if (evaluation == table.evaluations()) {
      completed++;
      return ended(trial, TrialState.COMPLETED);
    }
    if (actions.contains(new SearchAction.Stop(trial))) {
      return ended(trial, TrialState.STOPPED);
    }
    return !actions.contains(new SearchAction.Pause(trial));
  }

  private boolean ended(int trial, TrialState state) {
    tell(new SearchEvent.Ended(trial, state));
    return false;
  }

  private List<SearchAction> tell(SearchEvent event) {
    List<SearchAction> actions = search.on(event);
    for (SearchAction action : actions) {
      if (action instanceof SearchAction.Start start) {
        waiting.add(start.trial());
      } else if (action instanceof SearchAction.Promote promote
          && event instanceof SearchEvent.TrialRequested) {
        resumes++;
        waiting.add(promote.trial());
      }
    }
    return actions;
  }
}
