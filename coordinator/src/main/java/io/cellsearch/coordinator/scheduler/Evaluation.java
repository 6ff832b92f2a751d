package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.AttemptKind;
import io.cellsearch.coordinator.store.AttemptRecord;
import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.lifecycle.RetryPolicy;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.protocol.AttemptId;
import java.util.List;

/**
 * The one look at the test part: the winner's weights are evaluated after the search. Its attempts
 * count on after the trial's own, with budgets of their own.
 */
final class Evaluation {
  private final TrialRun winner;
  private final String model;
  private TrialProgress progress;

  private Evaluation(TrialRun winner, TrialProgress progress) {
    this.winner = winner;
    this.model = winner.model().orElseThrow();
    this.progress = progress;
  }

  /** An evaluation that nobody tried yet. */
  static Evaluation of(TrialRun winner) {
    return new Evaluation(winner, queued(winner.progress().attempt(), 0, 0));
  }

  /** An evaluation as its attempts left it. */
  static Evaluation restored(TrialRun winner, List<AttemptRecord> attempts) {
    List<AttemptRecord> tries =
        attempts.stream().filter(each -> each.kind() == AttemptKind.EVALUATE).toList();
    int last = winner.progress().attempt();
    int losses = 0;
    int failures = 0;
    boolean running = false;
    for (AttemptRecord each : tries) {
      last = Math.max(last, each.attempt());
      boolean lost = each.end().filter("worker-lost"::equals).isPresent();
      losses += lost ? 1 : 0;
      failures += each.end().isPresent() && !lost ? 1 : 0;
      running |= each.end().isEmpty();
    }
    TrialProgress queued = queued(running ? last - 1 : last, failures, losses);
    return new Evaluation(winner, running ? queued.assigned() : queued);
  }

  private static TrialProgress queued(int attempt, int failures, int losses) {
    return new TrialProgress(TrialState.QUEUED, attempt, failures, losses, 0);
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

  /** Its current or last attempt. */
  AttemptId attempt() {
    return new AttemptId(winner.id(), progress.attempt());
  }

  void assigned() {
    progress = progress.assigned();
  }

  void ended(AttemptEnd end, RetryPolicy retries) {
    progress = retries.after(progress, end);
  }
}
