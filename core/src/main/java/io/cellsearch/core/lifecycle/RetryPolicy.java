package io.cellsearch.core.lifecycle;

import io.cellsearch.core.experiment.ExperimentSpec.Retry;
import io.cellsearch.core.trial.TrialState;
import java.util.Optional;

/**
 * Decides what becomes of a trial after an attempt. Two budgets: its own failures, and losses of
 * workers, which say nothing about the trial. A trial that crashed its runner three times while it
 * was alone in it is poisonous.
 */
public record RetryPolicy(Retry budgets) {
  /** Lone runner crashes after which a trial is failed, whatever its budget. */
  public static final int POISONOUS = 3;

  /** The trial after its current attempt ended. */
  public TrialProgress after(TrialProgress trial, AttemptEnd end) {
    if (trial.state() != TrialState.RUNNING) {
      throw new IllegalStateException("no attempt of a " + trial.state() + " trial can end");
    }
    Optional<TrialState> settled = settled(end);
    if (settled.isPresent()) {
      return trial.in(settled.get());
    }
    if (end instanceof AttemptEnd.WorkerLost) {
      return afterLoss(trial);
    }
    boolean crashed = end instanceof AttemptEnd.RunnerCrashed;
    boolean alone = end instanceof AttemptEnd.RunnerCrashed crash && crash.alone();
    // In a crash of several trials all are suspects; only a crash alone counts.
    int failures = trial.failures() + (crashed && !alone ? 0 : 1);
    int crashes = trial.loneCrashes() + (alone ? 1 : 0);
    boolean over = failures > budgets.maxRestarts() || crashes >= POISONOUS;
    return new TrialProgress(
        over ? TrialState.FAILED : TrialState.QUEUED,
        trial.attempt(),
        failures,
        trial.workerLosses(),
        crashes);
  }

  /** The state that an end means whatever came before; empty for those that cost a budget. */
  private static Optional<TrialState> settled(AttemptEnd end) {
    if (end instanceof AttemptEnd.Trained trained) {
      return Optional.of(trained.stoppedOnRequest() ? TrialState.STOPPED : TrialState.COMPLETED);
    }
    if (end instanceof AttemptEnd.Paused) {
      return Optional.of(TrialState.PAUSED);
    }
    if (end instanceof AttemptEnd.Evaluated) {
      return Optional.of(TrialState.COMPLETED);
    }
    if (end instanceof AttemptEnd.Diverged) {
      return Optional.of(TrialState.DIVERGED);
    }
    return end instanceof AttemptEnd.Cancelled
        ? Optional.of(TrialState.CANCELLED)
        : Optional.empty();
  }

  private TrialProgress afterLoss(TrialProgress trial) {
    int losses = trial.workerLosses() + 1;
    boolean over =
        budgets.maxWorkerLosses().isPresent() && losses > budgets.maxWorkerLosses().getAsInt();
    return new TrialProgress(
        over ? TrialState.FAILED : TrialState.QUEUED,
        trial.attempt(),
        trial.failures(),
        losses,
        trial.loneCrashes());
  }
}
