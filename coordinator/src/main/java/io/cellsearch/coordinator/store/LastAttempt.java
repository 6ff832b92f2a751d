package io.cellsearch.coordinator.store;

import io.cellsearch.core.trial.TrialId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/**
 * The last training attempt of a trial, as it is stored.
 *
 * @param number among its trial's; 0 where there was none
 * @param id that its reports name; 0 where there was none
 * @param sum of the reports that count
 */
record LastAttempt(int number, long id, ReportSum sum) {
  /** Of a trial. */
  static final String QUERY =
      """
      SELECT t.attempt, t.training, e.loss_sign, s.kept_seconds, s.epochs, s.seconds, s.best_epoch,
        s.best_validation_loss, s.steps, s.last_report
      FROM trials t JOIN experiments e ON e.id = t.experiment
      LEFT JOIN report_sums s ON s.attempt = t.training
      WHERE t.experiment = ? AND t.number = ?""";

  /**
   * Reads it.
   *
   * @throws RefusedWriteException if there is no such trial
   */
  static LastAttempt read(Handle handle, TrialId trial) throws SQLException {
    try (PreparedStatement query = handle.getConnection().prepareStatement(QUERY)) {
      return read(query, trial);
    }
  }

  /**
   * Reads it.
   *
   * @param query {@link #QUERY}
   * @throws RefusedWriteException if there is no such trial
   */
  static LastAttempt read(PreparedStatement query, TrialId trial) throws SQLException {
    query.setString(1, trial.experiment().value());
    query.setInt(2, trial.number());
    try (ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        throw AttemptCommands.unknown(trial);
      }
      ReportSum sum =
          new ReportSum(
              row.getInt(3),
              row.getDouble(4),
              row.getInt(5),
              row.getDouble(6),
              row.getInt(7),
              row.getObject(8, Double.class),
              row.getInt(9),
              row.getObject(10, Long.class));
      return new LastAttempt(row.getInt(1), row.getLong(2), sum);
    }
  }
}
