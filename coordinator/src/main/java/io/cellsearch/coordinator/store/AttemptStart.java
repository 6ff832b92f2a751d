package io.cellsearch.coordinator.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * Applies the start of an attempt: its row, its lease, and, where it trains, what it begins with.
 */
final class AttemptStart {
  private static final String ATTEMPT =
      """
      INSERT INTO attempts (experiment, trial, attempt, kind, from_epoch, worker, term, started_at)
      SELECT t.experiment, t.number, CAST(:attempt AS INTEGER), CAST(:kind AS VARCHAR(16)),
        CAST(:from AS INTEGER), CAST(:worker AS VARCHAR(400)), CAST(:term AS BIGINT),
        CAST(:at AS TIMESTAMP(6) WITH TIME ZONE)
      FROM trials t
      WHERE t.experiment = :experiment AND t.number = :trial AND t.attempt < :attempt""";

  private static final String TRIAL =
      """
      UPDATE trials SET state = 'RUNNING', attempt = :attempt, training = :id, worker = :worker,
        model = NULL, waits_for = NULL
      WHERE experiment = :experiment AND number = :trial""";

  private static final String NOTHING =
      """
      INSERT INTO report_sums (attempt, kept_seconds, epochs, seconds, best_epoch)
      VALUES (:id, 0, 0, 0, 0)""";

  /** The sum of the reports that count, where each epoch before the attempt's first has one. */
  private static final String KEPT =
      """
      INSERT INTO report_sums (attempt, kept_seconds, epochs, seconds, best_epoch,
        best_validation_loss)
      SELECT CAST(:id AS BIGINT), k.seconds, k.epochs, k.seconds, COALESCE(b.epoch, 0),
        b.validation_loss
      FROM (
        SELECT COUNT(*) AS epochs, MAX(seconds) AS seconds FROM counted_reports
        WHERE experiment = :experiment AND trial = :trial) k
      LEFT JOIN (
        SELECT r.epoch, r.validation_loss
        FROM counted_reports r JOIN experiments e ON e.id = r.experiment
        WHERE r.experiment = :experiment AND r.trial = :trial AND r.validation_loss IS NOT NULL
        ORDER BY e.loss_sign * r.validation_loss, r.epoch FETCH FIRST 1 ROW ONLY) b ON TRUE
      WHERE k.epochs = :from""";

  private static final String LEASE =
      """
      INSERT INTO leases (experiment, trial, attempt, worker, batches, renewed_at)
      VALUES (:experiment, :trial, :attempt, :worker, 0, :at)""";

  private final Handle handle;
  private final StoreCommand.StartAttempt start;

  private AttemptStart(Handle handle, StoreCommand.StartAttempt start) {
    this.handle = handle;
    this.start = start;
  }

  /**
   * Applies it.
   *
   * @throws RefusedWriteException if the trial is unknown or has had that attempt, or if not all
   *     epochs are stored that the attempt takes over
   */
  static void apply(Handle handle, long term, StoreCommand.StartAttempt start) {
    AttemptStart applied = new AttemptStart(handle, start);
    long id = applied.insertAttempt(term);
    if (start.kind() == AttemptKind.TRAIN) {
      applied.update(TRIAL).bind("id", id).bind("worker", start.worker()).execute();
      applied.insertSum(id);
    }
    applied
        .update(LEASE)
        .bind("worker", start.worker())
        .bind("at", Columns.timestamp(start.at()))
        .execute();
  }

  private long insertAttempt(long term) {
    return update(ATTEMPT)
        .bind("kind", start.kind().name())
        .bind("from", start.fromEpoch())
        .bind("worker", start.worker())
        .bind("term", term)
        .bind("at", Columns.timestamp(start.at()))
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .findOne()
        .orElseThrow(
            () ->
                new RefusedWriteException(
                    "no trial %s is stored that had fewer than %d attempts"
                        .formatted(start.trial(), start.attempt())));
  }

  private void insertSum(long id) {
    if (start.fromEpoch() == 0) {
      handle.createUpdate(NOTHING).bind("id", id).execute();
    } else if (update(KEPT).bind("id", id).bind("from", start.fromEpoch()).execute() != 1) {
      throw new RefusedWriteException(
          "attempt %d of trial %s cannot go on from epoch %d: its reports are not all stored"
              .formatted(start.attempt(), start.trial(), start.fromEpoch()));
    }
  }

  private Update update(String sql) {
    return AttemptCommands.trialUpdate(handle, sql, start.trial(), start.attempt());
  }
}
