package io.cellsearch.coordinator.store;

import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Outcome;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Applies the commands about attempts and their leases. */
final class AttemptCommands {
  private final Handle handle;
  private final long term;

  AttemptCommands(Handle handle, long term) {
    this.handle = handle;
    this.term = term;
  }

  void update(TrialId trial, TrialProgress progress) {
    int updated =
        trialUpdate(
                """
                UPDATE trials SET state = :state, attempt = :attempt, failures = :failures,
                  worker_losses = :workerLosses, lone_crashes = :loneCrashes
                WHERE experiment = :experiment AND number = :trial""",
                trial,
                progress.attempt())
            .bind("state", progress.state().name())
            .bind("failures", progress.failures())
            .bind("workerLosses", progress.workerLosses())
            .bind("loneCrashes", progress.loneCrashes())
            .execute();
    if (updated != 1) {
      throw unknown(trial);
    }
  }

  void start(StoreCommand.StartAttempt start) {
    TrialId trial = start.trial();
    if (start.kind() == AttemptKind.TRAIN) {
      int updated =
          trialUpdate(
                  """
                  UPDATE trials SET state = 'RUNNING', attempt = :attempt, worker = :worker,
                    epochs = 0, best_epoch = 0, best_validation_loss = NULL, model = NULL,
                    seconds = 0
                  WHERE experiment = :experiment AND number = :trial AND attempt < :attempt""",
                  trial,
                  start.attempt())
              .bind("worker", start.worker())
              .execute();
      if (updated != 1) {
        throw new RefusedWriteException(
            "no trial "
                + trial
                + " is stored that had fewer than "
                + start.attempt()
                + " attempts");
      }
    }
    trialUpdate(
            """
            INSERT INTO attempts (experiment, trial, attempt, kind, worker, term, started_at)
            VALUES (:experiment, :trial, :attempt, :kind, :worker, :term, :at)""",
            trial,
            start.attempt())
        .bind("kind", start.kind().name())
        .bind("worker", start.worker())
        .bind("term", term)
        .bind("at", Columns.timestamp(start.at()))
        .execute();
    trialUpdate(
            """
            INSERT INTO leases (experiment, trial, attempt, worker, batches, renewed_at)
            VALUES (:experiment, :trial, :attempt, :worker, 0, :at)""",
            trial,
            start.attempt())
        .bind("worker", start.worker())
        .bind("at", Columns.timestamp(start.at()))
        .execute();
  }

  void end(StoreCommand.EndAttempt end) {
    Ending ending = Ending.of(end.end());
    int updated =
        trialUpdate(
                """
                UPDATE attempts SET ended_at = :at, ending = :ending, cause = :cause,
                  outcome = :outcome
                WHERE experiment = :experiment AND trial = :trial AND attempt = :attempt
                  AND ended_at IS NULL""",
                end.trial(),
                end.attempt())
            .bind("at", Columns.timestamp(end.at()))
            .bind("ending", ending.name())
            .bind("cause", ending.cause())
            .bind("outcome", end.outcome().map(Ending::json))
            .execute();
    if (updated != 1) {
      throw new RefusedWriteException(
          "attempt " + end.attempt() + " of trial " + end.trial() + " is not under way");
    }
    trialUpdate(
            """
            DELETE FROM leases
            WHERE experiment = :experiment AND trial = :trial AND attempt = :attempt""",
            end.trial(),
            end.attempt())
        .execute();
    update(end.trial(), end.after());
    if (end.outcome().orElse(null) instanceof Outcome.Trained trained) {
      setModel(end.trial(), end.attempt(), trained.model());
    }
  }

  private void setModel(TrialId trial, int attempt, Optional<String> model) {
    trialUpdate(
            """
            UPDATE trials SET model = :model
            WHERE experiment = :experiment AND number = :trial AND attempt = :attempt""",
            trial,
            attempt)
        .bind("model", model)
        .execute();
  }

  void renew(StoreCommand.RenewLeases renew) {
    for (StoreCommand.Renewal renewal : renew.renewals()) {
      trialUpdate(
              """
              UPDATE leases SET batches = :batches, renewed_at = :at
              WHERE experiment = :experiment AND trial = :trial AND attempt = :attempt""",
              renewal.trial(),
              renewal.attempt())
          .bind("batches", renewal.batches())
          .bind("at", Columns.timestamp(renew.at()))
          .execute();
    }
  }

  private Update trialUpdate(String sql, TrialId trial, int attempt) {
    return trialUpdate(handle, sql, trial, attempt);
  }

  /** An update that names a trial and one of its attempts. */
  static Update trialUpdate(Handle handle, String sql, TrialId trial, int attempt) {
    return handle
        .createUpdate(sql)
        .bind("experiment", trial.experiment().value())
        .bind("trial", trial.number())
        .bind("attempt", attempt);
  }

  static RefusedWriteException unknown(TrialId trial) {
    return new RefusedWriteException("no trial " + trial + " is stored");
  }
}
