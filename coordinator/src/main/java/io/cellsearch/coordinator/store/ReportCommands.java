package io.cellsearch.coordinator.store;

import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.TrialId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Adds reports, many at once, and counts those that it leaves out. Reports are most of what is
 * written: each trial is looked up and its sum brought up to date once, and all rows go in as one
 * batch, behind those that are there.
 */
final class ReportCommands {
  private static final String LAST_ID = "SELECT MAX(id) FROM reports";

  private static final String STORED =
      """
      WITH RECURSIVE chain (attempt, step, previous) AS (
        SELECT attempt, step, previous FROM reports WHERE id = ?
        UNION ALL
        SELECT r.attempt, r.step, r.previous FROM chain c JOIN reports r ON r.id = c.previous)
      SELECT step FROM chain WHERE attempt = ?""";

  private static final String INSERT =
      """
      INSERT INTO reports (id, previous, attempt, step, epoch, training_loss, validation_loss,
        diverged, metrics, seconds)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private static final String PROJECT =
      """
      UPDATE report_sums SET epochs = ?, seconds = ?, best_epoch = ?, best_validation_loss = ?,
        steps = ?, last_report = ?
      WHERE attempt = ?""";

  private final Handle handle;
  private final Map<Key, List<Waiting>> waiting = new LinkedHashMap<>();
  private int count;
  private long lastId;

  private record Key(TrialId trial, int attempt) {}

  private record Waiting(EpochReport report, Tally tally) {}

  ReportCommands(Handle handle) {
    this.handle = handle;
  }

  /** Takes a report; it is written with those that follow it. */
  void add(StoreCommand.AddReport add, Tally tally) {
    waiting
        .computeIfAbsent(new Key(add.trial(), add.attempt()), any -> new ArrayList<>())
        .add(new Waiting(add.report(), tally));
    count++;
  }

  int waiting() {
    return count;
  }

  /** Writes what waits. */
  void flush() throws SQLException {
    if (waiting.isEmpty()) {
      return;
    }
    try (PreparedStatement attempts = prepare(LastAttempt.QUERY);
        PreparedStatement earlier = prepare(STORED);
        PreparedStatement insert = prepare(INSERT);
        PreparedStatement project = prepare(PROJECT)) {
      lastId = lastId();
      for (Map.Entry<Key, List<Waiting>> entry : waiting.entrySet()) {
        LastAttempt last = last(attempts, entry.getKey());
        if (last.number() > entry.getKey().attempt()) {
          entry.getValue().forEach(each -> each.tally().leftOut(false));
        } else if (insertNew(insert, last, entry.getValue(), earlier)) {
          project(project, last);
        }
      }
      insert.executeBatch();
      project.executeBatch();
    }
    waiting.clear();
    count = 0;
  }

  /** Under which the last report of all is kept; 0 where there is none. */
  private long lastId() throws SQLException {
    try (PreparedStatement statement = prepare(LAST_ID);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    return handle.getConnection().prepareStatement(sql);
  }

  private static LastAttempt last(PreparedStatement attempts, Key key) throws SQLException {
    LastAttempt last = LastAttempt.read(attempts, key.trial());
    if (last.number() < key.attempt() || last.id() == 0) {
      throw new RefusedWriteException(
          "trial " + key.trial() + " has no attempt " + key.attempt() + " that could report");
    }
    return last;
  }

  /** The steps that an attempt has reported; none are looked for where all that wait are later. */
  private static Set<Integer> known(
      PreparedStatement statement, LastAttempt last, List<Waiting> reports) throws SQLException {
    Set<Integer> known = new HashSet<>();
    Long lastReport = last.sum().lastReport();
    if (lastReport == null
        || reports.stream().allMatch(each -> each.report().step() > last.sum().steps())) {
      return known;
    }
    statement.setLong(1, lastReport);
    statement.setLong(2, last.id());
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        known.add(rows.getInt(1));
      }
    }
    return known;
  }

  /** Whether there was one. */
  private boolean insertNew(
      PreparedStatement insert, LastAttempt last, List<Waiting> reports, PreparedStatement earlier)
      throws SQLException {
    Set<Integer> known = known(earlier, last, reports);
    ReportSum sum = last.sum();
    boolean any = false;
    for (Waiting each : reports) {
      EpochReport report = each.report();
      if (!known.add(report.step())) {
        each.tally().leftOut(true);
        continue;
      }
      any = true;
      Long previous = sum.lastReport();
      lastId++;
      sum.add(report, lastId);
      Double trainingLoss = Columns.finite(report.trainingLoss());
      Double validationLoss = Columns.finite(report.validationLoss());
      insert.setLong(1, lastId);
      insert.setObject(2, previous, Types.BIGINT);
      insert.setLong(3, last.id());
      insert.setInt(4, report.step());
      insert.setInt(5, report.epoch());
      insert.setObject(6, trainingLoss, Types.DOUBLE);
      insert.setObject(7, validationLoss, Types.DOUBLE);
      insert.setBoolean(8, trainingLoss == null || validationLoss == null);
      insert.setString(9, Columns.json(report.metrics()));
      insert.setDouble(10, sum.seconds(report));
      insert.addBatch();
    }
    return any;
  }

  private static void project(PreparedStatement project, LastAttempt last) throws SQLException {
    ReportSum sum = last.sum();
    project.setInt(1, sum.epochs());
    project.setDouble(2, sum.seconds());
    project.setInt(3, sum.bestEpoch());
    project.setObject(4, sum.best(), Types.DOUBLE);
    project.setInt(5, sum.steps());
    project.setObject(6, sum.lastReport(), Types.BIGINT);
    project.setLong(7, last.id());
    project.addBatch();
  }
}
