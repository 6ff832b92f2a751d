package io.cellsearch.core.search;

import io.cellsearch.core.experiment.ExperimentSpec.Limits;
import io.cellsearch.core.search.SearchAction.Reason;
import java.util.Optional;

/** How far a search has come on its way to its end, and what orders can still change of that. */
final class Course {
  private static final String TIME_OVER = "starts no trial any more: its max_duration is over";

  private final Budget budget;
  private final Sampler sampler;
  private boolean timeOver;
  private boolean drained;
  private boolean ending;

  /** Trials that rested were stopped because the search came to its end. */
  private boolean stoppedAtRest;

  private Optional<Reason> finished = Optional.empty();

  Course(Limits limits, Sampler sampler) {
    this.budget = new Budget(limits);
    this.sampler = sampler;
  }

  /** What of its trials and epochs is spent. */
  Budget budget() {
    return budget;
  }

  void timeIsOver() {
    timeOver = true;
  }

  boolean timeOver() {
    return timeOver;
  }

  /** By order no trial starts any more. */
  void drain() {
    drained = true;
  }

  boolean drained() {
    return drained;
  }

  /** Nothing runs, and nothing will. */
  void ends() {
    ending = true;
  }

  /** A trial that rested was stopped: nothing will go on from there. */
  void stoppedAtRest() {
    stoppedAtRest = true;
  }

  void finish(Reason reason) {
    finished = Optional.of(reason);
  }

  /** Why the search is over; empty while it is not. */
  Optional<Reason> finished() {
    return finished;
  }

  /** What was over is not. */
  private void goOn() {
    finished = Optional.empty();
    ending = false;
  }

  /** Whether no trial starts or is promoted, for a reason of time or by order. */
  boolean startsNothing() {
    return timeOver || drained || ending;
  }

  boolean canStart() {
    return !startsNothing() && !budget.isSpent() && !sampler.exhausted();
  }

  /** Why a search is over whose trials have all ended. */
  Reason reason() {
    if (drained) {
      return Reason.DRAINED;
    }
    if (sampler.exhausted() || !budget.hasTrialsLeft()) {
      return Reason.ALL_TRIALS_ENDED;
    }
    return timeOver ? Reason.TIME_OVER : Reason.EPOCHS_SPENT;
  }

  /** Why there cannot be so many trials, as the end of a sentence; empty where there can. */
  Optional<String> refusesExtension(int maxTrials) {
    Optional<String> spent = budget.refusesExtension(maxTrials);
    if (spent.isPresent()) {
      return spent;
    }
    if (timeOver) {
      return Optional.of(TIME_OVER);
    }
    if (sampler.exhausted()) {
      return Optional.of("has tried every point of its finite space");
    }
    return givenUp()
        .or(
            () ->
                stoppedAtRest
                    ? Optional.of(
                        "has stopped the trials that rested at its rungs, from which its best would"
                            + " go on")
                    : Optional.empty());
  }

  /** There may be so many trials, unless that is refused. */
  void extend(int maxTrials) {
    if (refusesExtension(maxTrials).isEmpty()) {
      budget.extend(maxTrials);
      drained = false;
      goOn();
    }
  }

  /** Why a failed trial cannot begin anew, as the end of a sentence; empty where it can. */
  Optional<String> refusesRequeue() {
    return timeOver ? Optional.of(TIME_OVER) : givenUp();
  }

  /** A failed trial begins anew. */
  void requeue() {
    goOn();
  }

  /** Then what was under way was cancelled, of which nobody told this search. */
  private Optional<String> givenUp() {
    return finished
        .filter(why -> why == Reason.TOO_MANY_FAILURES || why == Reason.CANCELLED)
        .map(why -> "was given up: " + why.text());
  }
}
