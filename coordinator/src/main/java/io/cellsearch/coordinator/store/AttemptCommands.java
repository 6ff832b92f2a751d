package io.cellsearch.coordinator.store;

import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Applies the commands about attempts and their leases. */
final class AttemptCommands {
  /** A column of the best report that counts; the earliest among equals. */
  private static final String BEST_REPORT =
      """
      SELECT r.%s FROM counted_reports r JOIN experiments e ON e.id = r.experiment
      WHERE r.experiment = :experiment AND r.trial = :trial AND r.validation_loss IS NOT NULL
      ORDER BY e.loss_sign * r.validation_loss, r.epoch FETCH FIRST 1 ROW ONLY""";

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

  void start(StoreCommand.StartAttempt start) {
    TrialId trial = start.trial();
    if (start.kind() == AttemptKind.TRAIN) {
      int updated =
          trialUpdate(
                  """
                  UPDATE trials SET state = 'RUNNING', attempt = :attempt, worker = :worker,
                    epochs = 0, best_epoch = 0, best_validation_loss = NULL, model = NULL,
                    seconds = 0, kept_seconds = 0, waits_for = NULL
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
            INSERT INTO attempts (experiment, trial, attempt, kind, from_epoch, worker, term,
              started_at)
            VALUES (:experiment, :trial, :attempt, :kind, :from, :worker, :term, :at)""",
            trial,
            start.attempt())
        .bind("from", start.fromEpoch())
        .bind("kind", start.kind().name())
        .bind("worker", start.worker())
        .bind("term", term)
        .bind("at", Columns.timestamp(start.at()))
        .execute();
    if (start.fromEpoch() > 0) {
      keepResults(start);
    }
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

  /** Brings back what the reports up to the attempt's first epoch add up to. */
  private void keepResults(StoreCommand.StartAttempt start) {
    int updated =
        trialUpdate(
                """
                UPDATE trials SET epochs = :from,
                  best_epoch = COALESCE((%1$s), 0), best_validation_loss = (%2$s),
                  seconds = (%3$s), kept_seconds = (%3$s)
                WHERE experiment = :experiment AND number = :trial AND attempt = :attempt
                  AND :from = (SELECT COUNT(*) FROM counted_reports r
                    WHERE r.experiment = :experiment AND r.trial = :trial)"""
                    .formatted(
                        BEST_REPORT.formatted("epoch"),
                        BEST_REPORT.formatted("validation_loss"),
                        """
                        SELECT MAX(r.seconds) FROM counted_reports r
                        WHERE r.experiment = :experiment AND r.trial = :trial"""),
                start.trial(),
                start.attempt())
            .bind("from", start.fromEpoch())
            .execute();
    if (updated != 1) {
      throw new RefusedWriteException(
          "attempt %d of trial %s cannot go on from epoch %d: its reports are not all stored"
              .formatted(start.attempt(), start.trial(), start.fromEpoch()));
    }
  }

  void set(StoreCommand.SetCheckpoint set) {
    TrialId trial = set.trial();
    int updated =
        handle
            .createUpdate(
                """
                UPDATE trials SET checkpoint = :checkpoint, checkpoint_epoch = :epoch
                WHERE experiment = :experiment AND number = :trial AND epochs >= :epoch""")
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
