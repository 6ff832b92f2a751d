package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.AttemptKind;
import io.cellsearch.coordinator.store.AttemptRecord;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.lifecycle.RetryPolicy;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.protocol.AttemptId;
import java.util.List;
import java.util.Optional;

/**
 * The one look at the test part: a trial's weights are evaluated after the search. Its attempts
 * count on after the trial's own, with budgets of their own.
 */
final class Evaluation {
  private final TrialRun trial;
  private final String model;
  private TrialProgress progress;

  private Evaluation(TrialRun trial) {
    this.trial = trial;
    this.model = trial.model().orElseThrow();
    this.progress = new TrialProgress(TrialState.QUEUED, trial.progress().attempt(), 0, 0, 0);
  }

  /** An evaluation that nobody tried yet. */
  static Evaluation of(TrialRun trial) {
    return new Evaluation(trial);
  }

  /** An evaluation as the trial's attempts left it. */
  static Evaluation restored(TrialRun trial, List<AttemptRecord> attempts, RetryPolicy retries) {
    Evaluation restored = new Evaluation(trial);
    for (AttemptRecord each : attempts) {
      if (each.kind() == AttemptKind.EVALUATE) {
        restored.assigned();
        each.end().ifPresent(end -> restored.progress = retries.after(restored.progress, end(end)));
      }
    }
    return restored;
  }

  private static AttemptEnd end(String stored) {
    return switch (stored) {
      case "evaluated" -> new AttemptEnd.Evaluated();
      case "cancelled" -> new AttemptEnd.Cancelled();
      case "worker-lost" -> new AttemptEnd.WorkerLost();
      case "runner-crashed" -> new AttemptEnd.RunnerCrashed("", true);
      default -> new AttemptEnd.Failed("");
    };
  }

  TrialRun trial() {
    return trial;
  }

  String model() {
    return model;
  }

  boolean waits() {
    return progress.state() == TrialState.QUEUED;
  }

  boolean runs() {
    return progress.state() == TrialState.RUNNING;
  }

  boolean isOver() {
    return progress.state().terminal();
  }

  /** Its current or last attempt. */
  AttemptId attempt() {
    return new AttemptId(trial.id(), progress.attempt());
  }

  void assigned() {
    progress = progress.assigned();
  }

  /** Takes in the end of its attempt; the trial itself stays as it is. */
  void ended(AttemptEnd said, Optional<Outcome> outcome, RetryPolicy retries, Decision out) {
    AttemptEnd end = counted(said, outcome);
    out.write(
        new StoreCommand.EndAttempt(
            trial.id(), progress.attempt(), end, outcome, trial.progress(), out.at()));
    if (end instanceof AttemptEnd.Evaluated
        && outcome.orElse(null) instanceof Outcome.Evaluated result) {
      trial.tested(result.testLoss());
      out.write(new StoreCommand.SetTestResult(trial.id(), result.testLoss(), result.metrics()));
    }
    progress = retries.after(progress, end);
  }

  private static AttemptEnd counted(AttemptEnd said, Optional<Outcome> outcome) {
    if (said instanceof AttemptEnd.RunnerCrashed crash) {
      // It is never run alone to find out whose fault it was, so each crash counts.
      return new AttemptEnd.RunnerCrashed(crash.cause(), true);
    }
    if (outcome.orElse(null) instanceof Outcome.Evaluated result
        && !Double.isFinite(result.testLoss())) {
      return new AttemptEnd.Failed("the test loss is not finite");
    }
    return said;
  }
}
