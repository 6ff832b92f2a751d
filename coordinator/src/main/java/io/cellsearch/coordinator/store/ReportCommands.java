package io.cellsearch.coordinator.store;

import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.TrialId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Adds reports, many at once, and counts those that it leaves out. Reports are most of what is
 * written: each trial is looked up and its sum brought up to date once, and all rows go in as one
 * batch.
 */
final class ReportCommands {
  private static final String STORED = "SELECT id FROM reports WHERE id BETWEEN ? AND ?";

  private static final String INSERT =
      """
      INSERT INTO reports (id, epoch, training_loss, validation_loss, diverged, metrics, seconds)
      VALUES (?, ?, ?, ?, ?, ?, ?)""";

  private static final String PROJECT =
      """
      UPDATE report_sums SET epochs = ?, seconds = ?, best_epoch = ?, best_validation_loss = ?
      WHERE attempt = ?""";

  private final Handle handle;
  private final Map<Key, List<Waiting>> waiting = new LinkedHashMap<>();
  private int count;

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

  /** Which of those that wait are there already; none where all are of later epochs. */
  private static Set<Long> known(
      PreparedStatement statement, LastAttempt last, List<Waiting> reports) throws SQLException {
    Set<Long> known = new HashSet<>();
    if (reports.stream().allMatch(each -> each.report().epoch() > last.sum().epochs())) {
      return known;
    }
    IntSummaryStatistics steps =
        reports.stream().mapToInt(each -> each.report().step()).summaryStatistics();
    statement.setLong(1, last.reportId(steps.getMin()));
    statement.setLong(2, last.reportId(steps.getMax()));
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        known.add(rows.getLong(1));
      }
    }
    return known;
  }

  /** Whether there was one. */
  private static boolean insertNew(
      PreparedStatement insert, LastAttempt last, List<Waiting> reports, PreparedStatement earlier)
      throws SQLException {
    Set<Long> known = known(earlier, last, reports);
    ReportSum sum = last.sum();
    boolean any = false;
    for (Waiting each : reports) {
      EpochReport report = each.report();
      long id = last.reportId(report.step());
      if (!known.add(id)) {
        each.tally().leftOut(true);
        continue;
      }
      any = true;
      sum.add(report);
      Double trainingLoss = Columns.finite(report.trainingLoss());
      Double validationLoss = Columns.finite(report.validationLoss());
      insert.setLong(1, id);
      insert.setInt(2, report.epoch());
      insert.setObject(3, trainingLoss, Types.DOUBLE);
      insert.setObject(4, validationLoss, Types.DOUBLE);
      insert.setBoolean(5, trainingLoss == null || validationLoss == null);
      insert.setString(6, Columns.json(report.metrics()));
      insert.setDouble(7, sum.seconds(report));
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
    project.setLong(5, last.id());
    project.addBatch();
  }
}
