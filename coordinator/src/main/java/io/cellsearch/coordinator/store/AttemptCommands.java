package io.cellsearch.coordinator.store;

import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import java.sql.SQLException;
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
                  worker_losses = :workerLosses, lone_crashes = :loneCrashes, waits_for = NULL
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

  void start(StoreCommand.StartAttempt start) throws SQLException {
    AttemptStart.apply(handle, term, start);
  }

  void set(StoreCommand.SetCheckpoint set) {
    TrialId trial = set.trial();
    int updated =
        handle
            .createUpdate(
                """
                UPDATE trials SET checkpoint = :checkpoint, checkpoint_epoch = :epoch
                WHERE experiment = :experiment AND number = :trial AND :epoch <= COALESCE(
                  (SELECT s.epochs FROM report_sums s WHERE s.attempt = trials.training), 0)""")
            .bind("checkpoint", set.checkpoint().map(StoredCheckpoint::sha256))
            .bind("epoch", set.checkpoint().map(StoredCheckpoint::epoch).orElse(0))
            .bind("experiment", trial.experiment().value())
            .bind("trial", trial.number())
            .execute();
    if (updated != 1) {
      throw new RefusedWriteException(
          "no trial %s is stored that has trained for as long as its checkpoint %s"
              .formatted(trial, set.checkpoint()));
    }
  }

  void set(StoreCommand.SetWaiting set) {
    int updated =
        handle
            .createUpdate(
                """
                UPDATE trials SET waits_for = :reason
                WHERE experiment = :experiment AND number = :trial""")
            .bind("reason", set.reason())
            .bind("experiment", set.trial().experiment().value())
            .bind("trial", set.trial().number())
            .execute();
    if (updated != 1) {
      throw unknown(set.trial());
    }
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
      // Until then there is none: the attempt's start has seen to that.
      trained.model().ifPresent(model -> setModel(end.trial(), end.attempt(), model));
    }
  }

  private void setModel(TrialId trial, int attempt, String model) {
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
