package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.AttemptRecord;
import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.coordinator.telemetry.LiveEvent;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.protocol.AttemptId;
import java.util.List;
import java.util.Optional;

/** The end of an experiment after its search: the winner's evaluation, if there is a winner. */
final class Conclusion {
  private final ExperimentId experiment;
  private Optional<Evaluation> evaluation = Optional.empty();
  private boolean over;

  Conclusion(ExperimentId experiment) {
    this.experiment = experiment;
  }

  /** Takes an evaluation up as its attempts left it. */
  void restore(TrialRun winner, List<AttemptRecord> attempts) {
    evaluation = Optional.of(Evaluation.restored(winner, attempts));
  }

  /** Whether nothing more happens to the experiment. */
  boolean over() {
    return over;
  }

  /** The evaluation, where it waits for a slot. */
  Optional<Evaluation> waiting() {
    return evaluation.filter(Evaluation::waits);
  }

  /** The evaluation, where this is its current attempt. */
  Optional<Evaluation> of(AttemptId id) {
    return evaluation.filter(due -> due.attempt().equals(id));
  }

  /** The search has come to its end. */
  void begin(Optional<TrialRun> winner, String reason, Decision out) {
    evaluation = winner.map(Evaluation::of);
    if (evaluation.isEmpty()) {
      end(ExperimentState.COMPLETED, reason + "; none has a result", out);
    }
  }

  /** An attempt of the evaluation has ended; it may have been the last. */
  void evaluated(Evaluation due, String reason, Decision out) {
    if (due.isOver()) {
      end(
          ExperimentState.COMPLETED,
          due.found() ? reason : reason + "; the winner could not be evaluated on the test part",
          out);
    }
  }

  /** The search was given up. */
  void fail(String reason, Decision out) {
    end(ExperimentState.FAILED, reason, out);
  }

  private void end(ExperimentState state, String reason, Decision out) {
    over = true;
    out.write(new StoreCommand.EndExperiment(experiment, state, Optional.of(reason), out.at()));
    out.publish(new LiveEvent.ExperimentChanged(experiment, state.name()));
  }
}
