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
 * written: what an attempt has reported before is looked up once, all rows go in as one batch, and
 * each trial's best loss is brought up to date once.
 */
final class ReportCommands {
  private static final String TRIAL =
      """
      SELECT t.attempt, t.kept_seconds, e.loss_sign
      FROM trials t JOIN experiments e ON e.id = t.experiment
      WHERE t.experiment = ? AND t.number = ?""";

  private static final String STORED_STEPS =
      """
      SELECT step FROM reports
      WHERE experiment = ? AND trial = ? AND attempt = ? AND step BETWEEN ? AND ?""";

  private static final String INSERT =
      """
      INSERT INTO reports (experiment, trial, attempt, step, epoch, training_loss,
        validation_loss, diverged, metrics, seconds)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  /** Whether a loss is better than the trial's best so far, in the experiment's sense. */
  private static final String BETTER =
      """
      CAST(? AS DOUBLE PRECISION) IS NOT NULL AND (best_validation_loss IS NULL
        OR CAST(? AS DOUBLE PRECISION) < CAST(? AS INTEGER) * best_validation_loss)""";

  private static final String PROJECT =
      """
      UPDATE trials SET epochs = ?, seconds = ?,
        best_epoch = CASE WHEN %1$s THEN CAST(? AS INTEGER) ELSE best_epoch END,
        best_validation_loss = CASE WHEN %1$s THEN CAST(? AS DOUBLE PRECISION)
          ELSE best_validation_loss END
      WHERE experiment = ? AND number = ? AND attempt = ?"""
          .formatted(BETTER);

  private final Handle handle;
  private final Map<Key, List<Waiting>> waiting = new LinkedHashMap<>();
  private int count;

  private record Key(TrialId trial, int attempt) {}

  private record Waiting(EpochReport report, Tally tally) {}

  /** A trial as it is stored: its last attempt, and what sums of its reports begin with. */
  private record Stored(int attempt, double keptSeconds, int sign) {}

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
        PreparedStatement steps = prepare(STORED_STEPS);
        PreparedStatement insert = prepare(INSERT);
        PreparedStatement project = prepare(PROJECT)) {
      for (Map.Entry<Key, List<Waiting>> entry : waiting.entrySet()) {
        Key key = entry.getKey();
        Stored stored = stored(trials, key);
        if (stored.attempt() == key.attempt()) {
          ReportSum sum = new ReportSum(stored.sign(), stored.keptSeconds());
          insertNew(insert, storedSteps(steps, entry), entry, sum);
          if (!sum.isEmpty()) {
            project(project, key, sum);
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
      Stored stored = new Stored(row.getInt(1), row.getDouble(2), row.getInt(3));
      if (stored.attempt() < key.attempt()) {
        throw new RefusedWriteException(
            "trial " + key.trial() + " has no attempt " + key.attempt() + " that could report");
      }
      return stored;
    }
  }

  /** Which steps of those that wait are there already. */
  private static Set<Integer> storedSteps(
      PreparedStatement statement, Map.Entry<Key, List<Waiting>> entry) throws SQLException {
    int[] steps = entry.getValue().stream().mapToInt(each -> each.report().step()).toArray();
    int first = steps[0];
    int last = steps[0];
    for (int step : steps) {
      first = Math.min(first, step);
      last = Math.max(last, step);
    }
    bind(statement, 1, entry.getKey());
    statement.setInt(4, first);
    statement.setInt(5, last);
    Set<Integer> stored = new HashSet<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        stored.add(rows.getInt(1));
      }
    }
    return stored;
  }

  private static void insertNew(
      PreparedStatement insert,
      Set<Integer> known,
      Map.Entry<Key, List<Waiting>> entry,
      ReportSum sum)
      throws SQLException {
    for (Waiting each : entry.getValue()) {
      EpochReport report = each.report();
      if (!known.add(report.step())) {
        each.tally().leftOut(true);
        continue;
      }
      sum.add(report);
      Double trainingLoss = Columns.finite(report.trainingLoss());
      Double validationLoss = Columns.finite(report.validationLoss());
      bind(insert, 1, entry.getKey());
      insert.setInt(4, report.step());
      insert.setInt(5, report.epoch());
      insert.setObject(6, trainingLoss, Types.DOUBLE);
      insert.setObject(7, validationLoss, Types.DOUBLE);
      insert.setBoolean(8, trainingLoss == null || validationLoss == null);
      insert.setString(9, Columns.json(Columns.finite(report.metrics())));
      insert.setDouble(10, sum.seconds(report));
      insert.addBatch();
    }
  }

  private static void project(PreparedStatement project, Key key, ReportSum sum)
      throws SQLException {
    project.setInt(1, sum.epoch());
    project.setDouble(2, sum.seconds());
    bindBetter(project, 3, sum);
    project.setInt(6, sum.bestEpoch());
    bindBetter(project, 7, sum);
    project.setObject(10, sum.best(), Types.DOUBLE);
    bind(project, 11, key);
    project.addBatch();
  }

  private static void bindBetter(PreparedStatement statement, int from, ReportSum sum)
      throws SQLException {
    statement.setObject(from, sum.signedBest(), Types.DOUBLE);
    statement.setObject(from + 1, sum.signedBest(), Types.DOUBLE);
    statement.setInt(from + 2, sum.sign());
  }

  private static void bind(PreparedStatement statement, int from, Key key) throws SQLException {
    statement.setString(from, key.trial().experiment().value());
    statement.setInt(from + 1, key.trial().number());
    statement.setInt(from + 2, key.attempt());
  }
}
