package io.cellsearch.core.search;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.experiment.ExperimentSpec.Limits;
import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.search.SearchAction.Reason;
import io.cellsearch.core.search.StoppingRule.Promotion;
import io.cellsearch.core.search.StoppingRule.Verdict;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.TrialState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The search of one experiment: events in, actions out. It knows no clock, thread or randomness of
 * its own; the same events in the same order give the same actions, which is how a restarted
 * coordinator gets it back.
 *
 * <p>A report that repeats an epoch (an attempt was lost and its successor comes by again) changes
 * nothing: the losses of equal seeds are equal. A paused trial counts as resting from the report
 * after which it was told to pause.
 */
public final class Search {
  private final Sampler sampler;
  private final UnaryOperator<Configuration> available;
  private final StoppingRule stopping;
  private final Limits limits;
  private final Budget budget;
  private final double sign;
  private final long seed;
  private final TreeMap<Integer, Trial> live = new TreeMap<>();
  private final Map<Integer, Trial> gaveUp = new HashMap<>();
  private int running;
  private int failed;
  private boolean timeOver;
  private boolean ending;
  private boolean drained;

  /** Trials that rested were stopped because the search came to its end. */
  private boolean stoppedAtRest;

  private Optional<Reason> finished = Optional.empty();

  private Search(
      Algorithms algorithms, ExperimentSpec spec, UnaryOperator<Configuration> available) {
    this.available = available;
    this.sampler = algorithms.sampler();
    this.stopping = algorithms.stopping();
    this.limits = spec.limits();
    this.budget = new Budget(spec.limits());
    this.sign = spec.metric().goal() == Goal.MINIMIZE ? 1 : -1;
    this.seed = spec.search().seed();
  }

  /**
   * The search that an experiment asks for.
   *
   * @throws IllegalArgumentException with {@link ExperimentSpec#refusal()}, if there is one
   */
  public static Search create(ExperimentSpec spec) {
    return create(spec, suggested -> suggested);
  }

  /**
   * The same where not every configuration can be had, as in a table of recorded trials.
   *
   * @param available gives the configuration that starts in place of a suggested one
   */
  public static Search create(ExperimentSpec spec, UnaryOperator<Configuration> available) {
    return new Search(Algorithms.of(spec), spec, available);
  }

  /** Takes an event in and says what is to be done. */
  public List<SearchAction> on(SearchEvent event) {
    if (event instanceof SearchEvent.Extended extended) {
      return extended(extended.maxTrials());
    }
    if (event instanceof SearchEvent.Requeued requeued) {
      return requeued(requeued.trial());
    }
    if (finished.isPresent()) {
      return List.of();
    }
    if (event instanceof SearchEvent.TrialRequested) {
      return requested();
    }
    if (event instanceof SearchEvent.Reported reported) {
      return reported(reported);
    }
    if (event instanceof SearchEvent.Ended ended) {
      return ended(ended);
    }
    if (event instanceof SearchEvent.Cancelled) {
      return finish(Reason.CANCELLED);
    }
    drained |= event instanceof SearchEvent.Drained;
    timeOver |= event instanceof SearchEvent.TimeOver;
    return stopWhatRests();
  }

  /**
   * Why there cannot be so many trials, as the end of a sentence about the search; empty where
   * there can. That a search is over is no reason in itself: it would go on.
   */
  public Optional<String> refusesExtension(int maxTrials) {
    if (budget.maxTrials().isEmpty()) {
      return Optional.of("has no max_trials that could be raised");
    }
    if (maxTrials < budget.maxTrials().getAsInt()) {
      return Optional.of(
          "has max_trials %d, which can only be raised, but got %d"
              .formatted(budget.maxTrials().getAsInt(), maxTrials));
    }
    if (timeOver || budget.hasNoEpochsLeft()) {
      return Optional.of(
          "starts no trial any more: its %s"
              .formatted(timeOver ? "max_duration is over" : "max_epochs are spent"));
    }
    if (sampler.exhausted()) {
      return Optional.of("has tried every point of its finite space");
    }
    if (isGivenUp()) {
      return Optional.of("was given up: " + finished.orElseThrow().text());
    }
    return stoppedAtRest
        ? Optional.of(
            "has stopped the trials that rested at its rungs, from which its best would go on")
        : Optional.empty();
  }

  /** Why a failed trial cannot begin anew, as the end of a sentence; empty where it can. */
  public Optional<String> refusesRequeue() {
    if (timeOver) {
      return Optional.of("starts no trial any more: its max_duration is over");
    }
    return isGivenUp()
        ? Optional.of("was given up: " + finished.orElseThrow().text())
        : Optional.empty();
  }

  /** How many trials there may be; empty where epochs or time are the bound. */
  public OptionalInt maxTrials() {
    return budget.maxTrials();
  }

  /** Whether by order no trial starts any more. */
  public boolean drained() {
    return drained;
  }

  private List<SearchAction> extended(int maxTrials) {
    if (refusesExtension(maxTrials).isEmpty()) {
      budget.extend(maxTrials);
      drained = false;
      goOn();
    }
    return List.of();
  }

  /** What the rule and the sampler knew of it they have forgotten: it counts as one that starts. */
  private List<SearchAction> requeued(int number) {
    Trial failure = refusesRequeue().isPresent() ? null : gaveUp.remove(number);
    if (failure != null) {
      failed--;
      goOn();
      begin(new Trial(number, failure.configuration()));
    }
    return List.of();
  }

  /** Then what was under way was cancelled, of which nobody told this search. */
  private boolean isGivenUp() {
    return finished
        .filter(why -> why == Reason.TOO_MANY_FAILURES || why == Reason.CANCELLED)
        .isPresent();
  }

  private void goOn() {
    finished = Optional.empty();
    ending = false;
  }

  /** Whether a request would start or promote a trial. */
  public boolean wantsTrials() {
    return finished.isEmpty() && !timeOver && (canStart() || promotion().isPresent());
  }

  /** The epoch to which a trial may train before it pauses; empty where it is not under way. */
  public OptionalInt target(int trial) {
    Trial found = live.get(trial);
    return found == null ? OptionalInt.empty() : OptionalInt.of(found.target());
  }

  /**
   * RUNNING (one that waits for a slot too), PAUSED or STOPPED, each from the decision on; empty
   * where a trial is not under way.
   */
  public Optional<TrialState> state(int trial) {
    return Optional.ofNullable(live.get(trial)).map(Trial::state);
  }

  /** Trials started so far. */
  public int started() {
    return budget.started();
  }

  /** Why the search is over; empty while it is not. */
  public Optional<Reason> finished() {
    return finished;
  }

  private boolean canStart() {
    return !startsNothing() && !budget.isSpent() && !sampler.exhausted();
  }

  private boolean startsNothing() {
    return timeOver || drained || ending;
  }

  private Optional<Promotion> promotion() {
    return startsNothing() ? Optional.empty() : stopping.promotion(canStart());
  }

  private List<SearchAction> requested() {
    Optional<Promotion> promotion = promotion();
    if (promotion.isPresent()) {
      return List.of(promote(promotion.get()));
    }
    return canStart() ? List.of(start()) : List.of();
  }

  private SearchAction start() {
    int started = budget.start();
    Trial trial = new Trial(started, available.apply(sampler.suggest(started)));
    begin(trial);
    return new SearchAction.Start(
        started, trial.configuration(), Seeds.child(seed, started, Purpose.TRIAL), trial.target());
  }

  private void begin(Trial trial) {
    trial.runsTo(stopping.started(trial.number()));
    live.put(trial.number(), trial);
    running++;
    sampler.started(trial);
  }

  private SearchAction promote(Promotion promotion) {
    Trial trial = live.get(promotion.trial());
    if (trial == null || trial.state() == TrialState.STOPPED) {
      throw new IllegalStateException("trial " + promotion.trial() + " cannot be promoted");
    }
    running += trial.state() == TrialState.PAUSED ? 1 : 0;
    stopping.promoted(promotion);
    trial.runsTo(promotion.toEpoch());
    return new SearchAction.Promote(promotion.trial(), promotion.toEpoch());
  }

  private List<SearchAction> reported(SearchEvent.Reported report) {
    Trial trial = live.get(report.trial());
    if (trial == null) {
      return List.of();
    }
    if (trial.state() == TrialState.STOPPED) {
      // Its attempt was lost before it heard: say it again.
      return List.of(new SearchAction.Stop(report.trial()));
    }
    boolean repeated = report.epoch() <= trial.epoch();
    if (trial.state() == TrialState.PAUSED && (repeated || !Double.isFinite(report.loss()))) {
      return report.epoch() < trial.target()
          ? List.of()
          : List.of(new SearchAction.Pause(report.trial()));
    }
    if (repeated) {
      return timeOver ? obey(trial, Verdict.GO_ON) : List.of();
    }
    budget.train(report.epoch() - trial.epoch());
    trial.reported(report.epoch(), sign * report.loss());
    sampler.reported(trial);
    return obey(trial, stopping.reported(report.trial(), report.epoch(), sign * report.loss()));
  }

  private List<SearchAction> obey(Trial trial, Verdict verdict) {
    if (verdict == Verdict.STOP || timeOver) {
      running -= trial.state() == TrialState.RUNNING ? 1 : 0;
      trial.is(TrialState.STOPPED);
      return List.of(new SearchAction.Stop(trial.number()));
    }
    if (verdict == Verdict.GO_ON) {
      return List.of();
    }
    // The trial that is on a slot takes its promotion at once, without a way through its
    // checkpoint.
    Optional<Promotion> promotion = promotion();
    if (promotion.isPresent() && promotion.get().trial() == trial.number()) {
      return List.of(promote(promotion.get()));
    }
    running -= trial.state() == TrialState.RUNNING ? 1 : 0;
    trial.is(TrialState.PAUSED);
    sampler.learn(trial);
    List<SearchAction> stops = stopWhatRests();
    return stops.isEmpty() ? List.of(new SearchAction.Pause(trial.number())) : stops;
  }

  private List<SearchAction> ended(SearchEvent.Ended ended) {
    Trial trial = live.remove(ended.trial());
    if (trial == null) {
      return List.of();
    }
    running -= trial.state() == TrialState.RUNNING ? 1 : 0;
    if (ended.state() == TrialState.FAILED) {
      failed++;
      gaveUp.put(trial.number(), trial);
    }
    trial.is(ended.state());
    stopping.ended(ended.trial(), ended.state());
    sampler.learn(trial);
    if (limits.maxFailedTrials().isPresent() && failed > limits.maxFailedTrials().getAsInt()) {
      return finish(Reason.TOO_MANY_FAILURES);
    }
    return stopWhatRests();
  }

  /** When nothing runs and nothing will, paused trials have waited in vain. */
  private List<SearchAction> stopWhatRests() {
    if (!timeOver && (running > 0 || wantsTrials())) {
      return List.of();
    }
    ending = true;
    List<SearchAction> stops = new ArrayList<>();
    for (Trial trial : live.values()) {
      if (trial.state() == TrialState.PAUSED) {
        trial.is(TrialState.STOPPED);
        stops.add(new SearchAction.Stop(trial.number()));
        stoppedAtRest = true;
      }
    }
    return live.isEmpty() ? finish(reason()) : List.copyOf(stops);
  }

  private Reason reason() {
    if (drained) {
      return Reason.DRAINED;
    }
    if (sampler.exhausted() || !budget.hasTrialsLeft()) {
      return Reason.ALL_TRIALS_ENDED;
    }
    return timeOver ? Reason.TIME_OVER : Reason.EPOCHS_SPENT;
  }

  private List<SearchAction> finish(Reason reason) {
    finished = Optional.of(reason);
    return List.of(new SearchAction.Finish(reason));
  }
}
