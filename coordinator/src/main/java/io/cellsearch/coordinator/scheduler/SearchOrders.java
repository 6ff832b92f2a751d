package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.NewExperiment;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.search.SearchAction;
import io.cellsearch.core.search.SearchAction.Reason;
import io.cellsearch.core.search.SearchEvent;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.trial.TrialState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;

/** Tells an experiment's search what happens, and has done what it says. */
final class SearchOrders {
  private final NewExperiment submission;
  private final SearchJournal search;
  private final Trials trials;
  private final Attempts attempts;
  private final BiConsumer<Reason, Decision> finish;

  /**
   * @param finish ends the experiment's search
   */
  SearchOrders(
      NewExperiment submission,
      SearchJournal search,
      Trials trials,
      Attempts attempts,
      BiConsumer<Reason, Decision> finish) {
    this.submission = submission;
    this.search = search;
    this.trials = trials;
    this.attempts = attempts;
    this.finish = finish;
  }

  /** Ends everything, the conclusion too. */
  void cancelAll(Decision out) {
    if (search.finished().isPresent()) {
      finish.accept(Reason.CANCELLED, out);
    } else {
      tell(new SearchEvent.Cancelled(), out);
    }
  }

  /** Tells a search of what lets it go on, be it over or not. */
  void reopen(SearchEvent event, Decision out) {
    search.on(event, out);
  }

  void tell(SearchEvent event, Decision out) {
    if (search.finished().isPresent()) {
      return;
    }
    List<SearchAction> actions = search.on(event, out);
    Optional<TrialRun> leader = leader(actions);
    for (SearchAction action : actions) {
      if (action instanceof SearchAction.Start start) {
        start(start, out);
      } else if (action instanceof SearchAction.Pause pause) {
        pause(trials.get(pause.trial()), out);
      } else if (action instanceof SearchAction.Promote promote) {
        promote(trials.get(promote.trial()), promote.target(), out);
      } else if (action instanceof SearchAction.Stop stop) {
        stop(trials.get(stop.trial()), leader, out);
      } else if (action instanceof SearchAction.Finish end) {
        finish.accept(end.reason(), out);
      }
    }
  }

  private void start(SearchAction.Start start, Decision out) {
    TrialId trial = new TrialId(submission.id(), start.trial());
    trials.add(
        new TrialRun(
            trial, start.configuration(), start.seed(), submission.spec().metric().goal()));
    out.write(new StoreCommand.CreateTrial(trial, start.configuration(), start.seed()));
  }

  /** One whose assignment does not let it pause here is told to do so at the end of its epoch. */
  private void pause(TrialRun trial, Decision out) {
    if (attempts.pausesByItself(trial, search.target(trial.number()))) {
      attempts.pause(trial, out);
    } else {
      attempts.handBack(trial, out);
    }
  }

  /** One that is still on its slot goes on there; one that pauses waits for any slot. */
  private void promote(TrialRun trial, int target, Decision out) {
    if (trial.progress().state() == TrialState.PAUSED) {
      trial.promoted(out);
      queue(trial, out);
    } else {
      attempts.goOn(trial, target, out);
    }
  }

  /** Who would win without a result to show for it, if any of these were over now. */
  private Optional<TrialRun> leader(List<SearchAction> actions) {
    boolean ends = actions.stream().anyMatch(SearchAction.Stop.class::isInstance);
    return ends ? trials.leader(submission.spec().metric().goal()) : Optional.empty();
  }

  /**
   * A trial that pauses is over at once, one that runs when its attempt is. The leader has no
   * weights yet: it gets one more slot, to store what its checkpoint holds.
   */
  private void stop(TrialRun trial, Optional<TrialRun> leader, Decision out) {
    if (trial.progress().state() != TrialState.PAUSED) {
      attempts.stop(trial, out);
    } else if (leader.filter(trial::equals).isPresent() && trial.checkpoint().isPresent()) {
      trial.promoted(out);
      queue(trial, out);
    } else {
      trial.stopped(out);
      settle(trial, out);
    }
  }

  /** A trial waits for a slot. */
  void queue(TrialRun trial, Decision out) {
    trials.queue(trial);
    trial.show(OptionalDouble.empty(), out);
  }

  /** Ends a trial that does not run. */
  void cancel(TrialRun trial, Decision out) {
    trial.cancelled(out);
    settle(trial, out);
  }

  /** A trial has come to its end. */
  void settle(TrialRun trial, Decision out) {
    trial.show(trial.bestLoss(), out);
    tell(new SearchEvent.Ended(trial.number(), trial.progress().state()), out);
  }
}
