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
 * The one look at the test part: the winner's weights are evaluated after the search. Its attempts
 * count on after the trial's own, with budgets of their own.
 */
final class Evaluation {
  private final TrialRun winner;
  private final String model;
  private TrialProgress progress;
  private boolean found;

  private Evaluation(TrialRun winner, TrialProgress progress) {
    this.winner = winner;
    this.model = winner.model().orElseThrow();
    this.progress = progress;
  }

  /** An evaluation that nobody tried yet. */
  static Evaluation of(TrialRun winner) {
    return restored(winner, List.of());
  }

  /** An evaluation as its attempts left it. */
  static Evaluation restored(TrialRun winner, List<AttemptRecord> attempts) {
    int last = winner.progress().attempt();
    int losses = 0;
    int failures = 0;
    int crashes = 0;
    boolean running = false;
    for (AttemptRecord each : attempts) {
      if (each.kind() == AttemptKind.EVALUATE) {
        String end = each.end().orElse("");
        running |= end.isEmpty();
        losses += end.equals("worker-lost") ? 1 : 0;
        failures += end.isEmpty() || end.equals("worker-lost") ? 0 : 1;
        crashes += end.equals("runner-crashed") ? 1 : 0;
        last = running ? last : each.attempt();
      }
    }
    TrialProgress queued = new TrialProgress(TrialState.QUEUED, last, failures, losses, crashes);
    return new Evaluation(winner, running ? queued.assigned() : queued);
  }

  TrialRun winner() {
    return winner;
  }

  String model() {
    return model;
  }

  boolean waits() {
    return progress.state() == TrialState.QUEUED;
  }

  boolean isOver() {
    return progress.state().terminal();
  }

  /** Whether there is a test loss. */
  boolean found() {
    return found;
  }

  /** Its current or last attempt. */
  AttemptId attempt() {
    return new AttemptId(winner.id(), progress.attempt());
  }

  void assigned() {
    progress = progress.assigned();
  }

  /** Takes in the end of its attempt; the winner itself stays as it is. */
  void ended(AttemptEnd said, Optional<Outcome> outcome, RetryPolicy retries, Decision out) {
    AttemptEnd end = counted(said, outcome);
    out.write(
        new StoreCommand.EndAttempt(
            winner.id(), progress.attempt(), end, outcome, winner.progress(), out.at()));
    if (end instanceof AttemptEnd.Evaluated
        && outcome.orElse(null) instanceof Outcome.Evaluated result) {
      found = true;
      out.write(new StoreCommand.SetTestResult(winner.id(), result.testLoss(), result.metrics()));
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
