package io.cellsearch.core.search;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.search.SearchAction.Start;
import io.cellsearch.core.simulation.LossCurve;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.TrialState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A search with a number of workers that take turns, epoch by epoch, and what was said in it. */
record Recorded(
    List<SearchEvent> events,
    List<List<SearchAction>> actions,
    List<Configuration> configurations) {

  static Recorded run(ExperimentSpec spec, int workers) {
    return run(spec, workers, SearchContract::loss);
  }

  static Recorded run(ExperimentSpec spec, int workers, LossCurve curve) {
    return new Turns(spec, workers, curve).run();
  }

  private static final class Turns {
    private final Recorded recorded =
        new Recorded(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private final Search search;
    private final int workers;
    private final int maxEpochs;
    private final LossCurve curve;
    private final Map<Integer, Integer> epochs = new HashMap<>();
    private final Deque<Integer> running = new ArrayDeque<>();

    Turns(ExperimentSpec spec, int workers, LossCurve curve) {
      this.search = Search.create(spec);
      this.workers = workers;
      this.maxEpochs = spec.maxEpochs();
      this.curve = curve;
    }

    Recorded run() {
      while (search.finished().isEmpty()) {
        int before = -1;
        while (running.size() < workers && running.size() != before) {
          before = running.size();
          tell(new SearchEvent.TrialRequested());
        }
        epoch(running.remove());
      }
      return recorded;
    }

    private void epoch(int trial) {
      int epoch = epochs.merge(trial, 1, Integer::sum);
      double loss = curve.loss(trial, epoch);
      List<SearchAction> actions = tell(new SearchEvent.Reported(trial, epoch, loss));
      if (!Double.isFinite(loss)) {
        tell(new SearchEvent.Ended(trial, TrialState.DIVERGED));
      } else if (epoch == maxEpochs) {
        tell(new SearchEvent.Ended(trial, TrialState.COMPLETED));
      } else if (!actions.contains(new SearchAction.Pause(trial))
          && !actions.contains(new SearchAction.Stop(trial))) {
        running.add(trial);
      }
    }

    private List<SearchAction> tell(SearchEvent event) {
      List<SearchAction> actions = search.on(event);
      recorded.events.add(event);
      recorded.actions.add(actions);
      for (SearchAction action : actions) {
        if (action instanceof Start start) {
          recorded.configurations.add(start.configuration());
          running.add(start.trial());
        } else if (action instanceof SearchAction.Promote promote
            && event instanceof SearchEvent.TrialRequested) {
          running.add(promote.trial());
        } else if (action instanceof SearchAction.Stop stop && Double.isFinite(lossOf(event))) {
          tell(new SearchEvent.Ended(stop.trial(), TrialState.STOPPED));
        }
      }
      return actions;
    }

    private static double lossOf(SearchEvent event) {
      return event instanceof SearchEvent.Reported reported ? reported.loss() : 0;
    }
  }
}
