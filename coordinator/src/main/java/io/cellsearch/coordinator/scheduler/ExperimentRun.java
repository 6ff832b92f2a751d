package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.NewExperiment;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.lifecycle.RetryPolicy;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.placement.Placement.Candidate;
import io.cellsearch.core.search.SearchAction;
import io.cellsearch.core.search.SearchAction.Reason;
import io.cellsearch.core.search.SearchEvent;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.WorkerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** An experiment that has not ended: its search, its trials, at last what concludes it. */
final class ExperimentRun {
  private final NewExperiment submission;
  private final Attempts attempts;
  private final SearchJournal search;
  private final RetryPolicy retries;
  private final Trials trials = new Trials();
  private final Conclusion conclusion;

  private ExperimentRun(NewExperiment submission, Leases leases) {
    this.submission = submission;
    this.attempts = new Attempts(submission.spec(), leases);
    this.search = new SearchJournal(submission.id(), submission.spec());
    this.conclusion = new Conclusion(submission.id(), submission.spec(), trials);
    this.retries = new RetryPolicy(submission.spec().retry());
  }

  /** An experiment that was just submitted. */
  static ExperimentRun submitted(NewExperiment submission, Leases leases) {
    return new ExperimentRun(submission, leases);
  }

  /** An experiment as it was stored, with its leases. */
  static ExperimentRun restored(StoredExperiment stored, Leases leases) {
    ExperimentRun run = new ExperimentRun(stored.submission(), leases);
    run.search.replay(stored.searchEvents());
    stored.trials().forEach(trial -> run.trials.add(TrialRun.restored(trial, run.goal())));
    stored.leases().forEach(run.attempts::restore);
    if (run.search.finished().isPresent()) {
      run.conclusion.restore(stored.attempts());
    }
    return run;
  }

  ExperimentId id() {
    return submission.id();
  }

  boolean over() {
    return conclusion.over();
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

  /** Whether a slot beside others could be used now. */
  boolean hasWork() {
    return trials.hasNext() || search.wantsTrials() || conclusion.waiting().isPresent();
  }

  /** Whether a trial waits that must run alone. */
  boolean hasSuspect() {
    return trials.hasSuspect();
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

  /** Gives a worker something to do: an evaluation, the oldest trial that waits, or a new one. */
  void assign(WorkerId worker, Decision out) {
    Optional<Evaluation> evaluation = conclusion.waiting();
    if (evaluation.isPresent()) {
      attempts.evaluate(evaluation.get(), worker, out);
      return;
    }
    if (!trials.hasNext()) {
      tell(new SearchEvent.TrialRequested(), out);
    }
    trials.next().ifPresent(trial -> assign(trial, worker, out));
  }

  /** Gives a worker that holds nothing else a trial that must run alone. */
  void assignSuspect(WorkerId worker, Decision out) {
    trials.nextSuspect().ifPresent(trial -> assign(trial, worker, out));
  }

  private void assign(TrialRun trial, WorkerId worker, Decision out) {
    attempts.train(trial, worker, out);
    trial.show(OptionalDouble.empty(), out);
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
    tell(new SearchEvent.Reported(trial.number(), report.epoch(), report.validationLoss()), out);
  }

  /** Takes in a checkpoint of a running attempt; false where it came too early. */
  boolean checkpointed(AttemptId id, StoredCheckpoint checkpoint, Decision out) {
    return trials.get(id.trial().number()).checkpointed(checkpoint, out);
  }

  /** Takes in the end of a running attempt. */
  void ended(AttemptId id, AttemptEnd end, Optional<Outcome> outcome, Decision out) {
    attempts.ended(id);
    Optional<Evaluation> evaluation = conclusion.of(id);
    if (evaluation.isPresent()) {
      evaluation.get().ended(end, outcome, retries, out);
      conclusion.evaluated(search.finished().orElseThrow().text(), out);
      return;
    }
    TrialRun trial = trials.get(id.trial().number());
    TrialProgress after = retries.after(trial.progress(), end);
    if (after.state() == TrialState.QUEUED && search.timeOver() && trial.repeats().isEmpty()) {
      after = after.cancelled();
    }
    trial.ended(end, outcome, after, out);
    if (after.state() == TrialState.QUEUED) {
      trials.queue(trial);
      trial.show(OptionalDouble.empty(), out);
    } else {
      settle(trial, out);
    }
  }

  /** A trial has come to its end. */
  private void settle(TrialRun trial, Decision out) {
    trial.show(trial.bestLoss(), out);
    if (trial.repeats().isPresent()) {
      conclusion.repeated(trial, search.finished().orElseThrow().text(), out);
      return;
    }
    tell(new SearchEvent.Ended(trial.number(), trial.progress().state()), out);
  }

  /** Stops the experiment's search when its time is over. */
  void tick(Decision out) {
    Optional<Instant> deadline = spec().limits().maxDuration().map(submission.createdAt()::plus);
    boolean searching = search.finished().isEmpty() && !search.timeOver();
    if (deadline.isEmpty() || out.at().isBefore(deadline.get()) || !searching) {
      return;
    }
    // Whoever waits now is the search's: its end may let repetitions wait.
    List<TrialRun> waiting = trials.drain();
    tell(new SearchEvent.TimeOver(), out);
    waiting.forEach(trial -> cancel(trial, out));
  }

  private void cancel(TrialRun trial, Decision out) {
    trial.cancelled(out);
    settle(trial, out);
  }

  private void tell(SearchEvent event, Decision out) {
    if (search.finished().isPresent()) {
      return;
    }
    for (SearchAction action : search.on(event, out)) {
      if (action instanceof SearchAction.Start start) {
        TrialId trial = new TrialId(id(), start.trial());
        trials.add(new TrialRun(trial, start.configuration(), start.seed(), goal()));
        out.write(new StoreCommand.CreateTrial(trial, start.configuration(), start.seed()));
      } else if (action instanceof SearchAction.Stop stop) {
        attempts.stop(trials.get(stop.trial()), out);
      } else if (action instanceof SearchAction.Finish finish) {
        finish(finish.reason(), out);
      }
    }
  }

  private void finish(Reason reason, Decision out) {
    if (reason == Reason.TOO_MANY_FAILURES) {
      trials.running().forEach(trial -> abandon(trial.attempt(), out));
      trials.drain().forEach(trial -> cancel(trial, out));
      conclusion.fail(reason.text(), out);
    } else {
      conclusion.begin(reason.text(), out);
    }
  }

  private void abandon(AttemptId id, Decision out) {
    attempts.abandon(id, out);
    ended(id, new AttemptEnd.Cancelled(), Optional.empty(), out);
  }
}
