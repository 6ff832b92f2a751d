package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.AttemptKind;
import io.cellsearch.coordinator.store.LeaseRecord;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.Resource;
import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.TrainingTime;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerId;
import java.util.Optional;
import java.util.OptionalInt;

/** The attempts of an experiment that are under way: how they begin, and what they are told. */
final class Attempts {
  private final ExperimentSpec spec;
  private final Leases leases;
  private final Ahead ahead;
  private int running;

  Attempts(ExperimentSpec spec, Leases leases) {
    this.spec = spec;
    this.leases = leases;
    this.ahead = new Ahead(spec);
  }

  /** Takes up an attempt that began under an earlier coordinator. */
  void restore(LeaseRecord lease) {
    hold(new AttemptId(lease.trial(), lease.attempt()), new WorkerId(lease.worker()));
  }

  private void hold(AttemptId id, WorkerId worker) {
    leases.start(id, worker);
    running++;
  }

  int running() {
    return running;
  }

  /** Whether workers may hold more of them than they have slots. */
  boolean givesAhead() {
    return ahead.pays();
  }

  /**
   * Begins the next attempt of a trial, where its checkpoint lets it.
   *
   * @param target what the trial may spend before it pauses; its end is no pause
   */
  void train(TrialRun trial, OptionalInt target, WorkerId worker, Decision out) {
    trial.assigned();
    AttemptId id = trial.attempt();
    out.write(
        new StoreCommand.StartAttempt(
            id.trial(),
            id.attempt(),
            AttemptKind.TRAIN,
            trial.keptEpochs(),
            worker.value(),
            out.at()));
    hold(id, worker);
    ahead.began(id, out.steadyAt());
    boolean pauses = target.isPresent() && target.getAsInt() < spec.maxResource();
    Assignment.Kind kind =
        new Assignment.Kind.Train(
            trial.checkpoint(), pauses ? target : OptionalInt.empty(), time(trial));
    send(id, trial, kind, worker, out);
  }

  private Optional<TrainingTime> time(TrialRun trial) {
    return spec.resource() == Resource.TIME
        ? Optional.of(new TrainingTime(trial.keptSeconds(), spec.maxResource()))
        : Optional.empty();
  }

  /** Begins the next attempt of an evaluation. */
  void evaluate(Evaluation due, WorkerId worker, Decision out) {
    due.assigned();
    AttemptId id = due.attempt();
    out.write(
        new StoreCommand.StartAttempt(
            id.trial(), id.attempt(), AttemptKind.EVALUATE, 0, worker.value(), out.at()));
    hold(id, worker);
    send(id, due.trial(), new Assignment.Kind.Evaluate(due.model()), worker, out);
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
                spec.task(),
                trial.configuration(),
                spec.cells(),
                trial.seed(),
                kind)));
  }

  /** An attempt is over. */
  void ended(AttemptId id, AttemptEnd end, Decision out) {
    leases.end(id);
    ahead.ended(id, end, out.steadyAt());
    running--;
  }

  /** Lets a trial that runs end early; it keeps its results. */
  void stop(TrialRun trial, Decision out) {
    if (trial.progress().state() == TrialState.RUNNING) {
      tell(trial.attempt(), new ToWorker.StopTrial(trial.attempt()), out);
    }
  }

  /** Lets a trial that is on a slot train on before it pauses. */
  void goOn(TrialRun trial, int target, Decision out) {
    if (trial.progress().state() == TrialState.RUNNING) {
      tell(trial.attempt(), new ToWorker.GoOn(trial.attempt(), target), out);
    }
  }

  /**
   * Whether a trial has come to where its assignment lets it pause.
   *
   * @param target what it may spend before that
   */
  boolean pausesByItself(TrialRun trial, OptionalInt target) {
    double spent = spec.resource() == Resource.TIME ? trial.seconds() : trial.epochs();
    return target.isPresent() && spent >= target.getAsInt();
  }

  /** Lets a trial that waits for a word at its last epoch pause there. */
  void pause(TrialRun trial, Decision out) {
    if (trial.progress().state() == TrialState.RUNNING) {
      tell(trial.attempt(), new ToWorker.PauseTrial(trial.attempt(), trial.epochs()), out);
    }
  }

  /** Wants a trial back at the end of its epoch; false where that would lose its epochs. */
  boolean handBack(TrialRun trial, Decision out) {
    if (!trial.leavesCheckpoints()) {
      return false;
    }
    tell(trial.attempt(), new ToWorker.HandBack(trial.attempt()), out);
    return true;
  }

  /** Tells whoever runs an attempt that nobody needs it any more. */
  void abandon(AttemptId id, Decision out) {
    tell(id, new ToWorker.Abandon(id), out);
  }

  private void tell(AttemptId id, ToWorker message, Decision out) {
    leases.holder(id).ifPresent(worker -> out.tell(worker, message));
  }
}
