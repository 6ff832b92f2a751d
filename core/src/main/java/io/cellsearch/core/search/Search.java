package io.cellsearch.core.search;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.experiment.ExperimentSpec.Limits;
import io.cellsearch.core.experiment.ExperimentSpec.SearchSettings;
import io.cellsearch.core.experiment.ExperimentSpec.StoppingSettings;
import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.search.SearchAction.Reason;
import io.cellsearch.core.trial.TrialState;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The search of one experiment: events in, actions out. It knows no clock, thread or randomness of
 * its own; the same events in the same order give the same actions, which is how a restarted
 * coordinator gets it back.
 *
 * <p>A report that repeats an epoch (an attempt was lost and its successor comes by again) changes
 * nothing: the losses of equal seeds are equal.
 */
public final class Search {
  private final Sampler sampler;
  private final StoppingRule stopping;
  private final Limits limits;
  private final double sign;
  private final long seed;
  private final TreeMap<Integer, Live> live = new TreeMap<>();
  private int started;
  private int failed;
  private boolean timeOver;
  private Optional<Reason> finished = Optional.empty();

  /** A trial that has not ended. */
  private static final class Live {
    private int epoch;
    private boolean stopped;
  }

  private Search(Sampler sampler, StoppingRule stopping, ExperimentSpec spec) {
    this.sampler = sampler;
    this.stopping = stopping;
    this.limits = spec.limits();
    this.sign = spec.metric().goal() == Goal.MINIMIZE ? 1 : -1;
    this.seed = spec.search().seed();
  }

  /** The search that an experiment asks for. */
  public static Search create(ExperimentSpec spec) {
    return new Search(sampler(spec), stoppingRule(spec), spec);
  }

  private static Sampler sampler(ExperimentSpec spec) {
    SearchSettings settings = spec.search();
    if (settings instanceof SearchSettings.Random random) {
      return new RandomSampler(spec.space(), random.seed());
    }
    throw new IllegalArgumentException("no sampler for " + settings);
  }

  private static StoppingRule stoppingRule(ExperimentSpec spec) {
    return spec.earlyStopping() instanceof StoppingSettings.Asha asha
        ? new AshaStopping(asha, spec.maxEpochs())
        : new NoStopping();
  }

  /** Takes an event in and says what is to be done. */
  public List<SearchAction> on(SearchEvent event) {
    if (finished.isPresent()) {
      return List.of();
    }
    if (event instanceof SearchEvent.TrialRequested) {
      return start();
    }
    if (event instanceof SearchEvent.Reported reported) {
      return reported(reported);
    }
    if (event instanceof SearchEvent.Ended ended) {
      return ended(ended);
    }
    return timeOver();
  }

  /** Whether a request would start a trial. */
  public boolean wantsTrials() {
    return finished.isEmpty() && !timeOver && started < limits.maxTrials();
  }

  /** Trials started so far. */
  public int started() {
    return started;
  }

  /** Why the search is over; empty while it is not. */
  public Optional<Reason> finished() {
    return finished;
  }

  private List<SearchAction> start() {
    if (!wantsTrials()) {
      return List.of();
    }
    started++;
    live.put(started, new Live());
    return List.of(
        new SearchAction.Start(
            started, sampler.suggest(started), Seeds.child(seed, started, Purpose.TRIAL)));
  }

  private List<SearchAction> reported(SearchEvent.Reported report) {
    Live trial = live.get(report.trial());
    if (trial == null) {
      return List.of();
    }
    if (trial.stopped || timeOver) {
      // Said again where the attempt was lost before it heard.
      trial.stopped = true;
      return List.of(new SearchAction.Stop(report.trial()));
    }
    if (report.epoch() <= trial.epoch) {
      return List.of();
    }
    trial.epoch = report.epoch();
    trial.stopped = !stopping.goesOn(report.trial(), report.epoch(), sign * report.loss());
    return trial.stopped ? List.of(new SearchAction.Stop(report.trial())) : List.of();
  }

  private List<SearchAction> ended(SearchEvent.Ended ended) {
    if (live.remove(ended.trial()) == null) {
      return List.of();
    }
    failed += ended.state() == TrialState.FAILED ? 1 : 0;
    return finishIfOver();
  }

  private List<SearchAction> timeOver() {
    timeOver = true;
    return finishIfOver();
  }

  private List<SearchAction> finishIfOver() {
    if (limits.maxFailedTrials().isPresent() && failed > limits.maxFailedTrials().getAsInt()) {
      return finish(Reason.TOO_MANY_FAILURES);
    }
    if (!live.isEmpty() || wantsTrials()) {
      return List.of();
    }
    return finish(
        timeOver && started < limits.maxTrials() ? Reason.TIME_OVER : Reason.ALL_TRIALS_ENDED);
  }

  private List<SearchAction> finish(Reason reason) {
    finished = Optional.of(reason);
    return List.of(new SearchAction.Finish(reason));
  }
}
