package io.cellsearch.coordinator.store;

import io.cellsearch.core.trial.TrialId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The reports of a trial that count, found from its last one: each names the one before it. */
final class Curve {
  private static final String QUERY =
      """
      WITH RECURSIVE chain (id, previous) AS (
        SELECT r.id, r.previous
        FROM trials t
        JOIN report_sums s ON s.attempt = t.training
        JOIN reports r ON r.id = s.last_report
        WHERE t.experiment = :experiment AND t.number = :trial
        UNION ALL
        SELECT r.id, r.previous FROM chain c JOIN reports r ON r.id = c.previous)
      SELECT r.* FROM chain c JOIN counted_reports r ON r.id = c.id ORDER BY r.epoch""";

  private Curve() {}

  /** In the order of the epochs. */
  static List<CurvePoint> read(Handle handle, TrialId trial) {
    return handle
        .createQuery(QUERY)
        .bind("experiment", trial.experiment().value())
        .bind("trial", trial.number())
        .map((row, context) -> Rows.curvePoint(row))
        .list();
  }
}
