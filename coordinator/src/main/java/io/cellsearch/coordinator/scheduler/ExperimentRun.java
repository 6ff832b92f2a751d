package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.coordinator.store.NewExperiment;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.coordinator.telemetry.LiveEvent;
import io.cellsearch.core.experiment.ExperimentSpec;
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
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.WorkerId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** An experiment that has not ended: its search, its trials, at last its winner's evaluation. */
final class ExperimentRun {
  private final NewExperiment submission;
  private final long order;
  private final Attempts attempts;
  private final SearchJournal search;
  private final RetryPolicy retries;
  private final Trials trials = new Trials();
  private Optional<Evaluation> evaluation = Optional.empty();
  private boolean over;

  private ExperimentRun(NewExperiment submission, long order, Leases leases) {
    this.submission = submission;
    this.order = order;
    this.attempts = new Attempts(submission.spec(), leases);
    this.search = new SearchJournal(submission.id(), submission.spec());
    this.retries = new RetryPolicy(submission.spec().retry());
  }

  /** An experiment that was just submitted. */
  static ExperimentRun submitted(NewExperiment submission, long order, Leases leases) {
    return new ExperimentRun(submission, order, leases);
  }

  /** An experiment as it was stored, with its leases. */
  static ExperimentRun restored(StoredExperiment stored, long order, Leases leases) {
    ExperimentRun run = new ExperimentRun(stored.submission(), order, leases);
    run.search.replay(stored.searchEvents());
    stored.trials().forEach(trial -> run.trials.add(TrialRun.restored(trial)));
    stored.leases().forEach(run.attempts::restore);
    if (run.search.finished().isPresent()) {
      run.evaluation =
          run.trials
              .winner(run.spec().metric().goal())
              .map(winner -> Evaluation.restored(winner, stored.attempts().of(winner.number())));
    }
    return run;
  }

  ExperimentId id() {
    return submission.id();
  }

  boolean over() {
    return over;
  }

  int queued() {
    return trials.queued();
  }

  private ExperimentSpec spec() {
    return submission.spec();
  }

  /** Whether a slot beside others could be used now. */
  boolean hasWork() {
    return trials.hasNext()
        || search.wantsTrials()
        || evaluation.filter(Evaluation::waits).isPresent();
  }

  /** Whether a trial waits that must run alone. */
  boolean hasSuspect() {
    return trials.hasSuspect();
  }

  Candidate candidate() {
    return new Candidate(
        id(),
        order,
        spec().resources().device(),
        spec().resources().priority(),
        spec().resources().weight(),
        attempts.running(),
        spec().limits().maxConcurrentTrials());
  }

  /** Gives a worker something to do: the evaluation, the oldest trial that waits, or a new one. */
  void assign(WorkerId worker, Decision out) {
    if (evaluation.filter(Evaluation::waits).isPresent()) {
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
    publish(trial, OptionalDouble.empty(), out);
  }

  /** The last report of a running attempt that has arrived, 0 for none. */
  int lastStep(AttemptId id) {
    return isEvaluation(id) ? 0 : trials.get(id.trial().number()).lastStep();
  }

  /** Takes in the next report of a running attempt. */
  void reported(AttemptId id, EpochReport report, Decision out) {
    TrialRun trial = trials.get(id.trial().number());
    out.write(new StoreCommand.AddReport(trial.id(), id.attempt(), report));
    trial.reported(report, spec().metric().goal());
    publish(trial, OptionalDouble.of(report.validationLoss()), out);
    tell(new SearchEvent.Reported(trial.number(), report.epoch(), report.validationLoss()), out);
  }

  /** Takes in the end of a running attempt. */
  void ended(AttemptId id, AttemptEnd end, Optional<Outcome> outcome, Decision out) {
    attempts.ended(id);
    if (isEvaluation(id)) {
      evaluated(evaluation.orElseThrow(), end, outcome, out);
      return;
    }
    TrialRun trial = trials.get(id.trial().number());
    TrialProgress after = retries.after(trial.progress(), end);
    if (after.state() == TrialState.QUEUED && search.timeOver()) {
      after = after.cancelled();
    }
    trial.ended(end, after);
    out.write(new StoreCommand.EndAttempt(trial.id(), id.attempt(), end, outcome, after, out.at()));
    if (outcome.orElse(null) instanceof Outcome.Trained trained) {
      trial.trained(trained.model());
    }
    if (after.state() == TrialState.QUEUED) {
      trials.queue(trial);
      publish(trial, OptionalDouble.empty(), out);
    } else {
      settle(trial, out);
    }
  }

  /** A trial has come to its end. */
  private void settle(TrialRun trial, Decision out) {
    publish(trial, trial.bestLoss(), out);
    tell(new SearchEvent.Ended(trial.number(), trial.progress().state()), out);
  }

  private boolean isEvaluation(AttemptId id) {
    return evaluation.filter(due -> due.attempt().equals(id)).isPresent();
  }

  /** Stops the experiment's search when its time is over. */
  void tick(Decision out) {
    Optional<Instant> deadline = spec().limits().maxDuration().map(submission.createdAt()::plus);
    if (deadline.isEmpty() || out.at().isBefore(deadline.get()) || search.timeOver()) {
      return;
    }
    tell(new SearchEvent.TimeOver(), out);
    trials.drain().forEach(trial -> cancel(trial, out));
  }

  private void cancel(TrialRun trial, Decision out) {
    trial.cancelled();
    out.write(new StoreCommand.UpdateTrial(trial.id(), trial.progress()));
    settle(trial, out);
  }

  private void tell(SearchEvent event, Decision out) {
    if (search.finished().isPresent()) {
      return;
    }
    for (SearchAction action : search.on(event, out)) {
      if (action instanceof SearchAction.Start start) {
        TrialId trial = new TrialId(id(), start.trial());
        trials.add(new TrialRun(trial, start.configuration(), start.seed()));
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
      end(ExperimentState.FAILED, reason.text(), out);
      return;
    }
    evaluation = trials.winner(spec().metric().goal()).map(Evaluation::of);
    if (evaluation.isEmpty()) {
      end(ExperimentState.COMPLETED, reason.text() + "; none has a result", out);
    }
  }

  private void abandon(AttemptId id, Decision out) {
    attempts.abandon(id, out);
    ended(id, new AttemptEnd.Cancelled(), Optional.empty(), out);
  }

  private void evaluated(Evaluation due, AttemptEnd end, Optional<Outcome> outcome, Decision out) {
    due.ended(end, outcome, retries, out);
    if (due.isOver()) {
      String reason = search.finished().orElseThrow().text();
      end(
          ExperimentState.COMPLETED,
          due.found() ? reason : reason + "; the winner could not be evaluated on the test part",
          out);
    }
  }

  private void end(ExperimentState state, String reason, Decision out) {
    over = true;
    out.write(new StoreCommand.EndExperiment(id(), state, Optional.of(reason), out.at()));
    out.publish(new LiveEvent.ExperimentChanged(id(), state.name()));
  }

  private void publish(TrialRun trial, OptionalDouble loss, Decision out) {
    out.publish(
        new LiveEvent.TrialChanged(trial.id(), trial.progress().state(), trial.epochs(), loss));
  }
}
