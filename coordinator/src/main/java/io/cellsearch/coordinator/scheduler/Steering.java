package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.order.OrderResult;
import io.cellsearch.coordinator.store.ExperimentRecord;
import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.coordinator.store.NewExperiment;
import io.cellsearch.coordinator.store.PausedTime;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.coordinator.telemetry.LiveEvent;
import io.cellsearch.core.search.SearchEvent;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What people order of one experiment. That it is paused is the experiment's own state, which its
 * search never hears of; every other order is an event of the search.
 */
final class Steering {
  private final Inside inside;
  private Instant begun;
  private PausedTime paused = PausedTime.NONE;
  private boolean ended;

  /** What an experiment consists of. */
  record Inside(
      NewExperiment submission,
      SearchJournal search,
      SearchOrders orders,
      Trials trials,
      Attempts attempts,
      Conclusion conclusion) {}

  Steering(Inside inside) {
    this.inside = inside;
    this.begun = inside.submission().createdAt();
  }

  /** Begins on the clock that does not jump; after a restart the time on record has to do. */
  void begin(Instant at) {
    begun = at;
  }

  /** Takes up where the experiment stood; the time since its end is one more pause. */
  void restore(ExperimentRecord record) {
    ended = record.state().terminal();
    paused = record.finishedAt().map(record.paused()::begin).orElse(record.paused());
  }

  boolean isPaused() {
    return paused.since().isPresent();
  }

  /**
   * The moment at which its time is over, were it not paused from now on, on the clock that does
   * not jump; empty for none.
   */
  Optional<Instant> deadline(Instant now) {
    return inside
        .submission()
        .spec()
        .limits()
        .maxDuration()
        .map(begun.plus(paused.total(now))::plus);
  }

  private ExperimentId id() {
    return inside.submission().id();
  }

  private ExperimentState state() {
    if (inside.conclusion().over()) {
      return ExperimentState.COMPLETED;
    }
    if (isPaused()) {
      return ExperimentState.PAUSED;
    }
    return inside.search().drained() ? ExperimentState.STOPPING : ExperimentState.RUNNING;
  }

  private void stands(ExperimentState state, Decision out) {
    out.write(new StoreCommand.SteerExperiment(id(), state, paused));
    out.publish(new LiveEvent.ExperimentChanged(id(), state.name()));
  }

  private OrderResult done(String message) {
    return new OrderResult.Done(id(), state(), true, message);
  }

  private OrderResult unchanged(String message) {
    ExperimentState state = ended ? ExperimentState.COMPLETED : state();
    return new OrderResult.Done(id(), state, false, message);
  }

  private OrderResult refused(String reason) {
    return new OrderResult.Refused(id() + " " + reason);
  }

  /** Wants back what runs; an evaluation is short, and comes to its end. */
  OrderResult pause(Decision out) {
    if (isPaused()) {
      return unchanged(id() + " is paused already");
    }
    paused = paused.begin(out.steadyAt());
    stands(ExperimentState.PAUSED, out);
    List<TrialRun> running = inside.trials().in(TrialState.RUNNING);
    int back =
        (int) running.stream().filter(trial -> inside.attempts().handBack(trial, out)).count();
    int resting = inside.trials().queued() + inside.trials().in(TrialState.PAUSED).size();
    int evaluations = inside.conclusion().running().size();
    return done(OrderSentences.paused(id(), resting, back, running.size() - back, evaluations));
  }

  /** A report of a trial that was wanted back: the word may be lost, and is said again. */
  void reported(TrialRun trial, Decision out) {
    if (isPaused()) {
      inside.attempts().handBack(trial, out);
    }
  }

  OrderResult resume(Decision out) {
    if (!isPaused()) {
      return unchanged(id() + " is not paused: it is " + state());
    }
    paused = paused.end(out.steadyAt());
    ExperimentState state = state();
    stands(state, out);
    return done(OrderSentences.goesOn(id(), inside.trials().queued()));
  }

  /** A trial that was never on a slot has not begun: it is cancelled. */
  OrderResult stop(Decision out) {
    if (inside.search().drained()) {
      return unchanged(id() + " is stopping already");
    }
    if (inside.search().finished().isPresent()) {
      return unchanged(id() + " starts no trial any more: its conclusion is under way");
    }
    paused = paused.end(out.steadyAt());
    stands(ExperimentState.STOPPING, out);
    List<TrialRun> untried = inside.trials().takeUntried();
    int begun = inside.trials().in(TrialState.RUNNING).size() + inside.trials().queued();
    inside.orders().tell(new SearchEvent.Drained(), out);
    untried.forEach(trial -> inside.orders().cancel(trial, out));
    return done(OrderSentences.stopping(id(), begun, inside.conclusion().over()));
  }

  OrderResult cancel(Decision out) {
    int running =
        inside.trials().in(TrialState.RUNNING).size() + inside.conclusion().running().size();
    int waiting = inside.trials().queued() + inside.trials().in(TrialState.PAUSED).size();
    inside.orders().cancelAll(out);
    return new OrderResult.Done(
        id(), ExperimentState.CANCELLED, true, OrderSentences.cancelled(id(), running, waiting));
  }

  OrderResult extend(int maxTrials, Decision out) {
    OptionalInt before = inside.search().maxTrials();
    if (before.isPresent() && before.getAsInt() == maxTrials) {
      return unchanged("%s has max_trials %d already".formatted(id(), maxTrials));
    }
    Optional<String> refusal = inside.search().refusesExtension(maxTrials).or(this::tooLate);
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    if (inside.search().drained() && !ended) {
      return refused("is stopping: extend it when it has ended");
    }
    goOn(new SearchEvent.Extended(maxTrials), out);
    out.write(new StoreCommand.ExtendExperiment(id(), maxTrials));
    return done(
        "%s has %d trials to try instead of %d".formatted(id(), maxTrials, before.orElseThrow()));
  }

  OrderResult requeue(int number, Decision out) {
    Optional<TrialRun> found = inside.trials().find(number);
    if (found.isEmpty()) {
      return new OrderResult.Unknown("no trial %s/%d is known".formatted(id(), number));
    }
    TrialRun trial = found.get();
    TrialState state = trial.progress().state();
    if (state == TrialState.QUEUED || state == TrialState.RUNNING) {
      return unchanged("%s is %s already".formatted(trial.id(), state));
    }
    if (state != TrialState.FAILED) {
      return new OrderResult.Refused(
          "%s is %s: only a FAILED trial is queued again".formatted(trial.id(), state));
    }
    boolean repeats = trial.repeats().isPresent();
    Optional<String> refusal =
        repeats ? Optional.empty() : inside.search().refusesRequeue().or(this::tooLate);
    if (refusal.isPresent() || (repeats && ended)) {
      return refused(refusal.orElse("has ended, and what confirms its best with it"));
    }
    if (!repeats) {
      goOn(new SearchEvent.Requeued(number), out);
    }
    trial.requeued(out);
    inside.orders().queue(trial, out);
    return done(trial.id() + " waits for a slot again, with all of its retries");
  }

  /** Why a search that is over cannot go on: what concludes it has begun. */
  private Optional<String> tooLate() {
    if (inside.search().finished().isEmpty()) {
      return Optional.empty();
    }
    if (inside.submission().spec().confirm().isPresent()) {
      return Optional.of("has begun to confirm its best trials: it takes no other ones any more");
    }
    return ended
        ? Optional.empty()
        : Optional.of("has its winner evaluated: give the order again when it has ended");
  }

  private void goOn(SearchEvent event, Decision out) {
    if (ended) {
      ended = false;
      paused = paused.end(out.steadyAt());
      out.write(new StoreCommand.ReopenExperiment(id(), paused));
    }
    inside.orders().reopen(event, out);
    stands(state(), out);
  }
}
