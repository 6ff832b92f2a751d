package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.NewExperiment;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.experiment.Resource;
import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.lifecycle.RetryPolicy;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.placement.MemoryNeed;
import io.cellsearch.core.placement.Placement.Candidate;
import io.cellsearch.core.search.SearchAction.Reason;
import io.cellsearch.core.search.SearchEvent;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.WorkerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** An experiment that has not ended: its search, its trials, at last what concludes it. */
final class ExperimentRun {
  /** So many trials that wait for a larger slot are enough. */
  private static final int MOST_WAITING = 1_000;

  private final NewExperiment submission;
  private final Attempts attempts;
  private final SearchJournal search;
  private final RetryPolicy retries;
  private final MemoryNeeds memory;
  private final Trials trials = new Trials();
  private final SearchOrders orders;
  private final Conclusion conclusion;
  private final Steering steering;

  private ExperimentRun(NewExperiment submission, Leases leases, MemoryNeed need) {
    this.submission = submission;
    this.memory = new MemoryNeeds(submission, need);
    this.attempts = new Attempts(submission.spec(), leases);
    this.search = new SearchJournal(submission.id(), submission.spec());
    this.orders = new SearchOrders(submission, search, trials, attempts, this::finish);
    this.conclusion = new Conclusion(submission.id(), submission.spec(), trials);
    this.retries = new RetryPolicy(submission.spec().retry());
    this.steering =
        new Steering(new Steering.Inside(submission, search, orders, trials, attempts, conclusion));
  }

  /** An experiment that was just submitted, on the clock that does not jump. */
  static ExperimentRun submitted(
      NewExperiment submission, Instant at, Leases leases, MemoryNeed need) {
    ExperimentRun run = new ExperimentRun(submission, leases, need);
    run.steering.begin(at);
    return run;
  }

  /** An experiment as it was stored, with its leases. */
  static ExperimentRun restored(StoredExperiment stored, Leases leases, MemoryNeed need) {
    ExperimentRun run = new ExperimentRun(stored.submission(), leases, need);
    run.search.replay(stored.searchEvents());
    stored.trials().forEach(trial -> run.trials.add(TrialRun.restored(trial, run.goal())));
    for (StoredTrial trial : stored.trials()) {
      run.memory.restore(
          run.trials.get(trial.record().trial().number()), trial.record().waitsFor());
    }
    stored.leases().forEach(run.attempts::restore);
    if (run.search.finished().isPresent()) {
      run.conclusion.restore(stored.attempts());
    } else {
      run.conclusion.restoreEarlier(stored.attempts());
    }
    run.steering.restore(stored.record());
    return run;
  }

  ExperimentId id() {
    return submission.id();
  }

  boolean over() {
    return conclusion.over();
  }

  /** What people order of it. */
  Steering steering() {
    return steering;
  }

  int queued() {
    return trials.queued();
  }

  private ExperimentSpec spec() {
    return submission.spec();
  }

  private Goal goal() {
    return spec().metric().goal();
  }

  /** Whether a slot with so much memory could be used now, beside others. */
  boolean hasWork(long slotMemory) {
    return !steering.isPaused()
        && (trials.hasNext(memory.fitting(slotMemory))
            || mayDraw()
            || evaluation(slotMemory).isPresent());
  }

  /** Whether workers may hold more of its trials than they have slots. */
  boolean givesAhead() {
    return attempts.givesAhead();
  }

  /** Where trials have no bound, drawing on until one fits a small slot might not end. */
  private boolean mayDraw() {
    return search.wantsTrials() && trials.countWaiting() < MOST_WAITING;
  }

  /** The evaluation that waits, if a slot can hold it: it needs no more than its trial did. */
  private Optional<Evaluation> evaluation(long slotMemory) {
    return conclusion.waiting(memory.fitting(slotMemory));
  }

  /** Whether a trial waits that must run alone and fits. */
  boolean hasSuspect(long slotMemory) {
    return !steering.isPaused() && trials.hasSuspect(memory.fitting(slotMemory));
  }

  /** Says of what waits whether no slot is large enough for it, where that has changed. */
  void explain(Seats seats, Decision out) {
    List<TrialRun> waiting = new ArrayList<>(trials.waiting());
    waiting.addAll(conclusion.waiting());
    memory.explain(waiting, seats.largest(candidate(0)::accepts), out);
  }

  /** How many trials wait for a larger slot than there is. */
  int waitingForMemory() {
    return memory.waiting();
  }

  /** The experiment as placement sees it, at its place in the queue. */
  Candidate candidate(long order) {
    return new Candidate(
        id(),
        order,
        spec().resources().device(),
        spec().resources().priority(),
        spec().resources().weight(),
        attempts.running(),
        spec().limits().maxConcurrentTrials());
  }

  /**
   * Gives a worker something to do that a slot with so much memory can hold: an evaluation, the
   * oldest trial that waits, or what the search wants most. False where there is nothing: the
   * search only let trials go on that are on a slot already, or all that it had left needs more
   * memory.
   */
  boolean assign(WorkerId worker, long slotMemory, Decision out) {
    Optional<Evaluation> evaluation = evaluation(slotMemory);
    if (evaluation.isPresent()) {
      attempts.evaluate(evaluation.get(), worker, out);
      return true;
    }
    while (!trials.hasNext(memory.fitting(slotMemory)) && mayDraw()) {
      orders.tell(new SearchEvent.TrialRequested(), out);
    }
    Optional<TrialRun> next = trials.next(memory.fitting(slotMemory));
    next.ifPresent(trial -> assign(trial, worker, out));
    return next.isPresent();
  }

  /** Gives a worker that holds nothing else a trial that must run alone. */
  void assignSuspect(WorkerId worker, long slotMemory, Decision out) {
    trials.nextSuspect(memory.fitting(slotMemory)).ifPresent(trial -> assign(trial, worker, out));
  }

  private void assign(TrialRun trial, WorkerId worker, Decision out) {
    memory.placed(trial);
    attempts.train(trial, search.target(trial.number()), worker, out);
    if (search.state(trial.number()).filter(TrialState.STOPPED::equals).isPresent()) {
      attempts.stop(trial, out);
    }
    trial.show(OptionalDouble.empty(), out);
  }

  /** Whether there was such an attempt, or is. */
  boolean knows(AttemptId id) {
    return conclusion.knows(id) || trials.knows(id);
  }

  /** Whether a running attempt has anything to report: an evaluation has only its outcome. */
  boolean takesReports(AttemptId id) {
    return conclusion.of(id).isEmpty();
  }

  /** The last report of a running attempt that has arrived, 0 for none. */
  int lastStep(AttemptId id) {
    return conclusion.of(id).isPresent() ? 0 : trials.get(id.trial().number()).lastStep();
  }

  /** Takes in the next report of a running attempt. */
  void reported(AttemptId id, EpochReport report, Decision out) {
    TrialRun trial = trials.get(id.trial().number());
    trial.reported(report, out);
    OptionalDouble seconds =
        spec().resource() == Resource.TIME
            ? OptionalDouble.of(trial.seconds())
            : OptionalDouble.empty();
    orders.tell(
        new SearchEvent.Reported(trial.number(), report.epoch(), report.validationLoss(), seconds),
        out);
    steering.reported(trial, out);
  }

  /** Takes in a checkpoint of a running attempt; false where it came too early. */
  boolean checkpointed(AttemptId id, StoredCheckpoint checkpoint, Decision out) {
    return trials.get(id.trial().number()).checkpointed(checkpoint, out);
  }

  /** Takes in the end of a running attempt. */
  void ended(AttemptId id, AttemptEnd end, Optional<Outcome> outcome, Decision out) {
    attempts.ended(id, end, out);
    Optional<Evaluation> evaluation = conclusion.of(id);
    if (evaluation.isPresent()) {
      evaluation.get().ended(end, outcome, retries, out);
      conclusion.evaluated(search.finished().orElseThrow().text(), out);
      return;
    }
    TrialRun trial = trials.get(id.trial().number());
    TrialProgress after = placed(trial, retries.after(trial.progress(), end));
    trial.ended(end, outcome, after, out);
    if (after.state() == TrialState.QUEUED) {
      if (end instanceof AttemptEnd.Paused && trial.epochs() > 0) {
        out.countResume();
      }
      orders.queue(trial, out);
    } else if (after.state() == TrialState.PAUSED) {
      trial.show(OptionalDouble.empty(), out);
    } else {
      settle(trial, out);
    }
  }

  /** Where a trial stands after an attempt, in view of what the search said meanwhile. */
  private TrialProgress placed(TrialRun trial, TrialProgress after) {
    // The search has no say in a repetition; one that pauses was handed back.
    TrialState wanted =
        trial.repeats().isPresent()
            ? TrialState.RUNNING
            : search.state(trial.number()).orElse(TrialState.STOPPED);
    if (after.state() == TrialState.QUEUED) {
      if (search.timeOver() && trial.repeats().isEmpty()) {
        return after.cancelled();
      }
      return wanted == TrialState.PAUSED ? after.rested() : after;
    }
    if (after.state() != TrialState.PAUSED || wanted == TrialState.PAUSED) {
      return after;
    }
    // One that is to stop, but came back in a pause first, gets a slot once more for its weights.
    boolean goesOn = wanted == TrialState.RUNNING || steering.isPaused();
    return goesOn ? after.promoted() : after.stopped();
  }

  /** A trial has come to its end. */
  private void settle(TrialRun trial, Decision out) {
    if (trial.repeats().isPresent()) {
      trial.show(trial.bestLoss(), out);
      conclusion.repeated(trial, search.finished().orElseThrow().text(), out);
    } else {
      orders.settle(trial, out);
    }
  }

  /** Stops the experiment's search when its time is over. */
  void tick(Decision out) {
    Optional<Instant> deadline = steering.deadline(out.steadyAt());
    boolean searching = search.finished().isEmpty() && !search.timeOver() && !steering.isPaused();
    if (deadline.isEmpty() || out.steadyAt().isBefore(deadline.get()) || !searching) {
      return;
    }
    // Whoever waits now is the search's: its end may let repetitions wait.
    List<TrialRun> waiting = trials.drain();
    orders.tell(new SearchEvent.TimeOver(), out);
    waiting.forEach(trial -> orders.cancel(trial, out));
  }

  private void finish(Reason reason, Decision out) {
    if (reason == Reason.TOO_MANY_FAILURES || reason == Reason.CANCELLED) {
      conclusion.giveUp();
      conclusion.running().forEach(id -> abandon(id, out));
      trials.in(TrialState.RUNNING).forEach(trial -> abandon(trial.attempt(), out));
      trials.in(TrialState.PAUSED).forEach(trial -> orders.cancel(trial, out));
      trials.drain().forEach(trial -> orders.cancel(trial, out));
      conclusion.end(reason, out);
    } else {
      conclusion.begin(reason.text(), out);
    }
  }

  private void abandon(AttemptId id, Decision out) {
    attempts.abandon(id, out);
    ended(id, new AttemptEnd.Cancelled(), Optional.empty(), out);
  }
}
