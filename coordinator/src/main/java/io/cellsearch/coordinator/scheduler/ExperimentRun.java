package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.AttemptKind;
import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.coordinator.store.NewExperiment;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.coordinator.telemetry.LiveEvent;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.leaderboard.Leaderboard;
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
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** An experiment that has not ended: its search, its trials, at last its winner's evaluation. */
final class ExperimentRun {
  private final NewExperiment submission;
  private final long order;
  private final Leases leases;
  private final SearchJournal search;
  private final RetryPolicy retries;
  private final Trials trials = new Trials();
  private Optional<Evaluation> evaluation = Optional.empty();
  private int running;
  private boolean over;

  private ExperimentRun(NewExperiment submission, long order, Leases leases) {
    this.submission = submission;
    this.order = order;
    this.leases = leases;
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
    stored
        .leases()
        .forEach(
            lease -> {
              leases.start(
                  new AttemptId(lease.trial(), lease.attempt()), new WorkerId(lease.worker()));
              run.running++;
            });
    if (run.search.finished().isPresent()) {
      run.evaluation =
          run.winner()
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
        running,
        spec().limits().maxConcurrentTrials());
  }

  /** Gives a worker something to do: the evaluation, the oldest trial that waits, or a new one. */
  void assign(WorkerId worker, Decision out) {
    if (evaluation.filter(Evaluation::waits).isPresent()) {
      assignEvaluation(evaluation.get(), worker, out);
      return;
    }
    if (!trials.hasNext()) {
      tell(new SearchEvent.TrialRequested(), out);
    }
    trials.next().ifPresent(trial -> assignTrial(trial, worker, out));
  }

  /** Gives a worker that holds nothing else a trial that must run alone. */
  void assignSuspect(WorkerId worker, Decision out) {
    trials.nextSuspect().ifPresent(trial -> assignTrial(trial, worker, out));
  }

  private void assignTrial(TrialRun trial, WorkerId worker, Decision out) {
    trial.assigned();
    AttemptId id = new AttemptId(trial.id(), trial.progress().attempt());
    start(id, AttemptKind.TRAIN, worker, out);
    send(id, trial, new Assignment.Kind.Train(), worker, out);
    publish(trial, OptionalDouble.empty(), out);
  }

  private void assignEvaluation(Evaluation due, WorkerId worker, Decision out) {
    due.assigned();
    start(due.attempt(), AttemptKind.EVALUATE, worker, out);
    send(due.attempt(), due.winner(), new Assignment.Kind.Evaluate(due.model()), worker, out);
  }

  private void start(AttemptId id, AttemptKind kind, WorkerId worker, Decision out) {
    out.write(
        new StoreCommand.StartAttempt(id.trial(), id.attempt(), kind, worker.value(), out.at()));
    leases.start(id, worker);
    running++;
  }

  private void send(
      AttemptId id, TrialRun trial, Assignment.Kind kind, WorkerId worker, Decision out) {
    out.tell(
        worker,
        new ToWorker.Assign(
            new Assignment(
                trial.id(),
                id.attempt(),
                out.term(),
                spec().task(),
                trial.configuration(),
                spec().cells(),
                trial.seed(),
                kind)));
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
    leases.end(id);
    running--;
    if (isEvaluation(id)) {
      evaluated(evaluation.orElseThrow(), end, outcome, out);
      return;
    }
    TrialRun trial = trials.get(id.trial().number());
    TrialProgress after = retries.after(trial.progress(), end);
    if (after.state() == TrialState.QUEUED && search.timeOver()) {
      after = after.cancelled();
    }
    trial.is(after);
    out.write(new StoreCommand.EndAttempt(trial.id(), id.attempt(), end, outcome, after, out.at()));
    if (outcome.orElse(null) instanceof Outcome.Trained trained) {
      trial.trained(trained.model());
    }
    trial.suspect(end instanceof AttemptEnd.RunnerCrashed);
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
    trial.is(trial.progress().cancelled());
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
        stop(trials.get(stop.trial()), out);
      } else if (action instanceof SearchAction.Finish finish) {
        finish(finish.reason(), out);
      }
    }
  }

  private void stop(TrialRun trial, Decision out) {
    if (trial.progress().state() == TrialState.RUNNING) {
      AttemptId id = new AttemptId(trial.id(), trial.progress().attempt());
      leases.holder(id).ifPresent(worker -> out.tell(worker, new ToWorker.StopTrial(id)));
    }
  }

  private void finish(Reason reason, Decision out) {
    if (reason == Reason.TOO_MANY_FAILURES) {
      trials.all().stream()
          .filter(trial -> trial.progress().state() == TrialState.RUNNING)
          .forEach(trial -> abandon(trial, out));
      trials.drain().forEach(trial -> cancel(trial, out));
      end(ExperimentState.FAILED, reason.text(), out);
      return;
    }
    evaluation = winner().map(Evaluation::of);
    if (evaluation.isEmpty()) {
      end(ExperimentState.COMPLETED, reason.text() + "; none has a result", out);
    }
  }

  private void abandon(TrialRun trial, Decision out) {
    AttemptId id = new AttemptId(trial.id(), trial.progress().attempt());
    leases.holder(id).ifPresent(worker -> out.tell(worker, new ToWorker.Abandon(id)));
    ended(id, new AttemptEnd.Cancelled(), Optional.empty(), out);
  }

  /** The best trial whose weights are stored. */
  private Optional<TrialRun> winner() {
    return Leaderboard.of(
            spec().metric().goal(), trials.all().stream().map(TrialRun::entry).toList())
        .rows()
        .stream()
        .filter(row -> row.rank().isPresent())
        .map(row -> trials.get(row.entry().trial().number()))
        .filter(trial -> trial.model().isPresent())
        .findFirst();
  }

  private void evaluated(Evaluation due, AttemptEnd said, Optional<Outcome> outcome, Decision out) {
    boolean usable =
        outcome.orElse(null) instanceof Outcome.Evaluated found
            && Double.isFinite(found.testLoss());
    AttemptEnd end =
        said instanceof AttemptEnd.Evaluated && !usable
            ? new AttemptEnd.Failed("the test loss is not finite")
            : said;
    out.write(
        new StoreCommand.EndAttempt(
            due.winner().id(),
            due.attempt().attempt(),
            end,
            outcome,
            due.winner().progress(),
            out.at()));
    if (usable && outcome.get() instanceof Outcome.Evaluated found) {
      out.write(
          new StoreCommand.SetTestResult(due.winner().id(), found.testLoss(), found.metrics()));
    }
    due.ended(end, retries);
    if (due.isOver()) {
      String reason = search.finished().orElseThrow().text();
      end(
          ExperimentState.COMPLETED,
          usable ? reason : reason + "; the winner could not be evaluated on the test part",
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
