package io.cellsearch.core.search;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.search.SearchAction.Reason;
import io.cellsearch.core.search.StoppingRule.Promotion;
import io.cellsearch.core.search.StoppingRule.Verdict;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * The search of one experiment: events in, actions out. It knows no clock, thread or randomness of
 * its own; the same events in the same order give the same actions, which is how a restarted
 * coordinator gets it back.
 *
 * <p>A report that repeats an epoch (an attempt was lost and its successor comes by again) changes
 * nothing, as the losses of equal seeds are equal, unless time is the resource and the epoch came
 * later than before. A paused trial counts as resting from the report after which it was told to
 * pause.
 *
 * <p>Where time is the resource, its seconds come with the reports, and decide again in a replay.
 */
public final class Search {
  private final Sampler sampler;
  private final UnaryOperator<Configuration> available;
  private final StoppingRule stopping;
  private final OptionalInt maxFailedTrials;
  private final Spending spending;
  private final double sign;
  private final long seed;
  private final Roster trials = new Roster();
  private final Course course;

  private Search(
      Algorithms algorithms, ExperimentSpec spec, UnaryOperator<Configuration> available) {
    this.available = available;
    this.sampler = algorithms.sampler();
    this.stopping = algorithms.stopping();
    this.maxFailedTrials = spec.limits().maxFailedTrials();
    this.course = new Course(spec.limits(), sampler);
    this.spending = new Spending(spec, stopping.levels());
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

  /**
   * Whether what the search of an experiment decides depends on what trials report before its time
   * is over. Where it does not, a replay needs no reports: one that comes later is enough to stop a
   * trial whose time is over.
   */
  public static boolean heedsReports(ExperimentSpec spec) {
    boolean learns =
        !(spec.search() instanceof SearchSettings.Random
            || spec.search() instanceof SearchSettings.Grid
            || spec.search() instanceof SearchSettings.Sobol);
    return learns
        || !(spec.earlyStopping() instanceof StoppingSettings.None)
        || spec.limits().maxEpochs().isPresent();
  }

  /** Takes an event in and says what is to be done. */
  public List<SearchAction> on(SearchEvent event) {
    if (event instanceof SearchEvent.Extended extended) {
      course.extend(extended.maxTrials());
      return List.of();
    }
    if (event instanceof SearchEvent.Requeued requeued) {
      requeue(requeued.trial());
      return List.of();
    }
    if (finished().isPresent()) {
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
    if (event instanceof SearchEvent.Drained) {
      course.drain();
    } else {
      course.timeIsOver();
    }
    return stopWhatRests();
  }

  /**
   * Why there cannot be so many trials, as the end of a sentence about the search; empty where
   * there can. That a search is over is no reason in itself: it would go on.
   */
  public Optional<String> refusesExtension(int maxTrials) {
    return course.refusesExtension(maxTrials);
  }

  /** Why a failed trial cannot begin anew, as the end of a sentence; empty where it can. */
  public Optional<String> refusesRequeue() {
    return course.refusesRequeue();
  }

  /** How many trials there may be; empty where epochs or time are the bound. */
  public OptionalInt maxTrials() {
    return course.budget().maxTrials();
  }

  /** Whether by order no trial starts any more. */
  public boolean drained() {
    return course.drained();
  }

  /** What the rule and the sampler knew of it they have forgotten: it counts as one that starts. */
  private void requeue(int number) {
    if (course.refusesRequeue().isEmpty()) {
      trials
          .forgive(number)
          .ifPresent(
              failure -> {
                course.requeue();
                begin(new Trial(number, failure.configuration()));
              });
    }
  }

  /** Whether a request would start or promote a trial. */
  public boolean wantsTrials() {
    return finished().isEmpty()
        && !course.timeOver()
        && (course.canStart() || promotion().isPresent());
  }

  /**
   * What a trial may spend before it pauses, epochs or seconds of training time; empty where it is
   * not under way.
   */
  public OptionalInt target(int trial) {
    return trials.find(trial).stream().mapToInt(Trial::target).findFirst();
  }

  /**
   * RUNNING (one that waits for a slot too), PAUSED or STOPPED, each from the decision on; empty
   * where a trial is not under way.
   */
  public Optional<TrialState> state(int trial) {
    return trials.find(trial).map(Trial::state);
  }

  /** What trials have spent where they are compared, rising; empty where every epoch counts. */
  public List<Integer> levels() {
    return stopping.levels();
  }

  /** Trials started so far. */
  public int started() {
    return course.budget().started();
  }

  /** Why the search is over; empty while it is not. */
  public Optional<Reason> finished() {
    return course.finished();
  }

  private Optional<Promotion> promotion() {
    return course.startsNothing() ? Optional.empty() : stopping.promotion(course.canStart());
  }

  private List<SearchAction> requested() {
    Optional<Promotion> promotion = promotion();
    if (promotion.isPresent()) {
      return List.of(promote(promotion.get()));
    }
    return course.canStart() ? List.of(start()) : List.of();
  }

  private SearchAction start() {
    int started = course.budget().start();
    Trial trial = new Trial(started, available.apply(sampler.suggest(started)));
    begin(trial);
    return new SearchAction.Start(
        started, trial.configuration(), Seeds.child(seed, started, Purpose.TRIAL), trial.target());
  }

  private void begin(Trial trial) {
    trial.runsTo(stopping.started(trial.number()));
    trials.begin(trial);
    sampler.started(trial);
  }

  private SearchAction promote(Promotion promotion) {
    Trial trial =
        trials
            .find(promotion.trial())
            .filter(found -> found.state() != TrialState.STOPPED)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "trial " + promotion.trial() + " cannot be promoted"));
    stopping.promoted(promotion);
    trials.goesOn(trial, promotion.target());
    return new SearchAction.Promote(promotion.trial(), promotion.target());
  }

  private List<SearchAction> reported(SearchEvent.Reported report) {
    Optional<Trial> found = trials.find(report.trial());
    if (found.isEmpty()) {
      return List.of();
    }
    Trial trial = found.get();
    if (trial.state() == TrialState.STOPPED) {
      // Its attempt was lost before it heard: say it again.
      return List.of(new SearchAction.Stop(report.trial()));
    }
    boolean repeated = !spending.isNews(trial, report);
    if (trial.state() == TrialState.PAUSED && (repeated || !Double.isFinite(report.loss()))) {
      return spending.of(report) < trial.target()
          ? List.of()
          : List.of(new SearchAction.Pause(report.trial()));
    }
    if (repeated) {
      return course.timeOver() ? obey(trial, Verdict.GO_ON) : List.of();
    }
    return obey(trial, judge(trial, report));
  }

  private Verdict judge(Trial trial, SearchEvent.Reported report) {
    course.budget().train(Math.max(0, report.epoch() - trial.epoch()));
    double loss = sign * report.loss();
    spending.take(trial, report, loss);
    sampler.reported(trial);
    Verdict verdict = stopping.reported(report.trial(), trial.spent(), loss);
    return spending.isAtItsEnd(report) ? Verdict.GO_ON : verdict;
  }

  private List<SearchAction> obey(Trial trial, Verdict verdict) {
    if (verdict == Verdict.STOP || course.timeOver()) {
      trials.rests(trial, TrialState.STOPPED);
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
    trials.rests(trial, TrialState.PAUSED);
    sampler.learn(trial);
    List<SearchAction> stops = stopWhatRests();
    return stops.isEmpty() ? List.of(new SearchAction.Pause(trial.number())) : stops;
  }

  private List<SearchAction> ended(SearchEvent.Ended ended) {
    Optional<Trial> found = trials.find(ended.trial());
    if (found.isEmpty()) {
      return List.of();
    }
    Trial trial = found.get();
    trials.end(trial, ended.state());
    stopping.ended(ended.trial(), ended.state());
    sampler.learn(trial);
    if (maxFailedTrials.isPresent() && trials.countFailed() > maxFailedTrials.getAsInt()) {
      return finish(Reason.TOO_MANY_FAILURES);
    }
    return stopWhatRests();
  }

  /** When nothing runs and nothing will, paused trials have waited in vain. */
  private List<SearchAction> stopWhatRests() {
    if (!course.timeOver() && (trials.isAnyRunning() || wantsTrials())) {
      return List.of();
    }
    course.ends();
    List<SearchAction> stops = new ArrayList<>();
    for (Trial trial : trials.paused()) {
      trials.rests(trial, TrialState.STOPPED);
      stops.add(new SearchAction.Stop(trial.number()));
      course.stoppedAtRest();
    }
    return trials.isEmpty() ? finish(course.reason()) : List.copyOf(stops);
  }

  private List<SearchAction> finish(Reason reason) {
    course.finish(reason);
    return List.of(new SearchAction.Finish(reason));
  }
}
