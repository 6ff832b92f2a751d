package io.cellsearch.coordinator.store;

import java.sql.SQLException;
import java.util.List;
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

  private static final String SUM =
      """
      INSERT INTO report_sums (attempt, kept_seconds, epochs, seconds, best_epoch,
        best_validation_loss, steps, last_report)
      VALUES (:id, :kept, :epochs, :seconds, :bestEpoch, :best, 0, :lastReport)""";

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
  static void apply(Handle handle, long term, StoreCommand.StartAttempt start) throws SQLException {
    AttemptStart applied = new AttemptStart(handle, start);
    long id = applied.insertAttempt(term);
    if (start.kind() == AttemptKind.TRAIN) {
      applied.insertSum(id);
      applied.update(TRIAL).bind("id", id).bind("worker", start.worker()).execute();
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

  /** Begins where the attempt goes on from, and with the reports of the attempts before it. */
  private void insertSum(long id) throws SQLException {
    int from = start.fromEpoch();
    List<CurvePoint> kept = from == 0 ? List.of() : Curve.read(handle, start.trial());
    if (kept.size() != from) {
      throw new RefusedWriteException(
          "attempt %d of trial %s cannot go on from epoch %d: its reports are not all stored"
              .formatted(start.attempt(), start.trial(), from));
    }
    ReportSum sum = LastAttempt.read(handle, start.trial()).sum().next(kept);
    handle
        .createUpdate(SUM)
        .bind("id", id)
        .bind("kept", sum.keptSeconds())
        .bind("epochs", sum.epochs())
        .bind("seconds", sum.seconds())
        .bind("bestEpoch", sum.bestEpoch())
        .bind("best", sum.best())
        .bind("lastReport", sum.lastReport())
        .execute();
  }

  private Update update(String sql) {
    return AttemptCommands.trialUpdate(handle, sql, start.trial(), start.attempt());
  }
}
