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
 * written: each trial is looked up and brought up to date once, and all rows go in as one batch.
 */
final class ReportCommands {
  private static final String TRIAL =
      """
      SELECT t.attempt, COALESCE(a.id, 0), e.loss_sign, t.kept_seconds, t.epochs, t.seconds,
        t.best_epoch, t.best_validation_loss
      FROM trials t JOIN experiments e ON e.id = t.experiment
      LEFT JOIN attempts a
        ON a.experiment = t.experiment AND a.trial = t.number AND a.attempt = t.attempt
      WHERE t.experiment = ? AND t.number = ?""";

  private static final String STORED = "SELECT id FROM reports WHERE id BETWEEN ? AND ?";

  private static final String INSERT =
      """
      INSERT INTO reports (id, epoch, training_loss, validation_loss, diverged, metrics, seconds)
      VALUES (?, ?, ?, ?, ?, ?, ?)""";

  private static final String PROJECT =
      """
      UPDATE trials SET epochs = ?, seconds = ?, best_epoch = ?, best_validation_loss = ?
      WHERE experiment = ? AND number = ?""";

  private final Handle handle;
  private final Map<Key, List<Waiting>> waiting = new LinkedHashMap<>();
  private int count;

  private record Key(TrialId trial, int attempt) {}

  private record Waiting(EpochReport report, Tally tally) {}

  /**
   * A trial as it is stored.
   *
   * @param attempt its last one
   * @param attemptId of that attempt; 0 where there was none
   * @param sum of that attempt's reports
   */
  private record Stored(int attempt, long attemptId, ReportSum sum) {
    /** Under which a report is kept: steps are positive integers. */
    long id(int step) {
      return (attemptId << Integer.SIZE) + step;
    }
  }

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
    try (PreparedStatement trials = prepare(TRIAL);
        PreparedStatement earlier = prepare(STORED);
        PreparedStatement insert = prepare(INSERT);
        PreparedStatement project = prepare(PROJECT)) {
      for (Map.Entry<Key, List<Waiting>> entry : waiting.entrySet()) {
        Key key = entry.getKey();
        Stored stored = stored(trials, key);
        if (stored.attempt() == key.attempt()) {
          insertNew(insert, stored, entry.getValue(), earlier);
          if (stored.sum().hasChanged()) {
            project(project, key.trial(), stored.sum());
          }
        } else {
          entry.getValue().forEach(each -> each.tally().leftOut(false));
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

  private static Stored stored(PreparedStatement trials, Key key) throws SQLException {
    trials.setString(1, key.trial().experiment().value());
    trials.setInt(2, key.trial().number());
    try (ResultSet row = trials.executeQuery()) {
      if (!row.next()) {
        throw AttemptCommands.unknown(key.trial());
      }
      ReportSum sum =
          new ReportSum(
              row.getInt(3),
              row.getDouble(4),
              row.getInt(5),
              row.getDouble(6),
              row.getInt(7),
              row.getObject(8, Double.class));
      Stored stored = new Stored(row.getInt(1), row.getLong(2), sum);
      if (stored.attempt() < key.attempt() || stored.attemptId() == 0) {
        throw new RefusedWriteException(
            "trial " + key.trial() + " has no attempt " + key.attempt() + " that could report");
      }
      return stored;
    }
  }

  /** Which of those that wait are there already; none where all are of later epochs. */
  private static Set<Long> known(PreparedStatement statement, Stored stored, List<Waiting> reports)
      throws SQLException {
    Set<Long> known = new HashSet<>();
    if (reports.stream().allMatch(each -> each.report().epoch() > stored.sum().epochs())) {
      return known;
    }
    IntSummaryStatistics steps =
        reports.stream().mapToInt(each -> each.report().step()).summaryStatistics();
    statement.setLong(1, stored.id(steps.getMin()));
    statement.setLong(2, stored.id(steps.getMax()));
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        known.add(rows.getLong(1));
      }
    }
    return known;
  }

  private static void insertNew(
      PreparedStatement insert, Stored stored, List<Waiting> reports, PreparedStatement earlier)
      throws SQLException {
    Set<Long> known = known(earlier, stored, reports);
    ReportSum sum = stored.sum();
    for (Waiting each : reports) {
      EpochReport report = each.report();
      long id = stored.id(report.step());
      if (!known.add(id)) {
        each.tally().leftOut(true);
        continue;
      }
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
  }

  private static void project(PreparedStatement project, TrialId trial, ReportSum sum)
      throws SQLException {
    project.setInt(1, sum.epochs());
    project.setDouble(2, sum.seconds());
    project.setInt(3, sum.bestEpoch());
    project.setObject(4, sum.best(), Types.DOUBLE);
    project.setString(5, trial.experiment().value());
    project.setInt(6, trial.number());
    project.addBatch();
  }
}
