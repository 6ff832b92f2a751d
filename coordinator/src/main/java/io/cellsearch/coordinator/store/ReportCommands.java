package io.cellsearch.coordinator.store;

import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.TrialId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Adds reports, many at once, and counts those that it leaves out. Reports are most of what is
 * written: their rows go in as one batch, and each trial's best loss is brought up to date once.
 */
final class ReportCommands {
  private static final String INSERT =
      """
      INSERT INTO reports (experiment, trial, attempt, step, epoch, training_loss,
        validation_loss, diverged, metrics, seconds)
      SELECT t.experiment, t.number, t.attempt, CAST(? AS INTEGER),
        CAST(? AS INTEGER), CAST(? AS DOUBLE PRECISION),
        CAST(? AS DOUBLE PRECISION), CAST(? AS BOOLEAN),
        CAST(? AS VARCHAR(100000)), t.kept_seconds + CAST(? AS DOUBLE PRECISION)
      FROM trials t
      WHERE t.experiment = ? AND t.number = ? AND t.attempt = ?
        AND NOT EXISTS (SELECT 1 FROM reports r WHERE r.experiment = t.experiment
          AND r.trial = t.number AND r.attempt = t.attempt AND r.step = ?)""";

  /** Whether a loss is better than the trial's best so far; both with the experiment's sign. */
  private static final String BETTER =
      """
      CAST(? AS DOUBLE PRECISION) IS NOT NULL AND (best_validation_loss IS NULL
        OR CAST(? AS DOUBLE PRECISION) < CAST(? AS INTEGER) * best_validation_loss)""";

  private static final String PROJECT =
      """
      UPDATE trials SET epochs = ?, seconds = kept_seconds + CAST(? AS DOUBLE PRECISION),
        best_epoch = CASE WHEN %1$s THEN CAST(? AS INTEGER) ELSE best_epoch END,
        best_validation_loss = CASE WHEN %1$s THEN CAST(? AS DOUBLE PRECISION)
          ELSE best_validation_loss END
      WHERE experiment = ? AND number = ? AND attempt = ?"""
          .formatted(BETTER);

  private final Handle handle;
  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<String, Integer> signs = new HashMap<>();

  private record Waiting(StoreCommand.AddReport add, Tally tally) {}

  /** What reports of one attempt add up to. */
  private static final class Sum {
    private final int sign;
    private int epoch;
    private double seconds;
    private int bestEpoch;
    private @Nullable Double best;

    Sum(int sign) {
      this.sign = sign;
    }

    void add(EpochReport report) {
      epoch = report.epoch();
      seconds = report.seconds();
      Double loss = Columns.finite(report.validationLoss());
      if (loss != null && (best == null || sign * loss < sign * best)) {
        best = loss;
        bestEpoch = report.epoch();
      }
    }
  }

  private record Key(TrialId trial, int attempt) {}

  ReportCommands(Handle handle) {
    this.handle = handle;
  }

  /** Takes a report; it is written with those that follow it. */
  void add(StoreCommand.AddReport add, Tally tally) {
    waiting.add(new Waiting(add, tally));
  }

  int waiting() {
    return waiting.size();
  }

  /** Writes what waits. */
  void flush() throws SQLException {
    if (waiting.isEmpty()) {
      return;
    }
    int[] inserted = insert();
    Map<Key, Sum> sums = new LinkedHashMap<>();
    for (int i = 0; i < inserted.length; i++) {
      StoreCommand.AddReport add = waiting.get(i).add();
      if (inserted[i] == 1) {
        sums.computeIfAbsent(new Key(add.trial(), add.attempt()), key -> new Sum(sign(key)))
            .add(add.report());
      } else {
        leaveOut(add, waiting.get(i).tally());
      }
    }
    waiting.clear();
    project(sums);
  }

  private int[] insert() throws SQLException {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(INSERT)) {
      for (Waiting each : waiting) {
        EpochReport report = each.add().report();
        Double trainingLoss = Columns.finite(report.trainingLoss());
        Double validationLoss = Columns.finite(report.validationLoss());
        statement.setInt(1, report.step());
        statement.setInt(2, report.epoch());
        statement.setObject(3, trainingLoss, Types.DOUBLE);
        statement.setObject(4, validationLoss, Types.DOUBLE);
        statement.setBoolean(5, trainingLoss == null || validationLoss == null);
        statement.setString(6, Columns.json(Columns.finite(report.metrics())));
        statement.setDouble(7, report.seconds());
        bind(statement, 8, new Key(each.add().trial(), each.add().attempt()));
        statement.setInt(11, report.step());
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }

  private static void bind(PreparedStatement statement, int from, Key key) throws SQLException {
    statement.setString(from, key.trial().experiment().value());
    statement.setInt(from + 1, key.trial().number());
    statement.setInt(from + 2, key.attempt());
  }

  /** Brings the best losses up to date; a loss that is not finite is never better. */
  private void project(Map<Key, Sum> sums) throws SQLException {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(PROJECT)) {
      for (Map.Entry<Key, Sum> entry : sums.entrySet()) {
        Sum sum = entry.getValue();
        statement.setInt(1, sum.epoch);
        statement.setDouble(2, sum.seconds);
        bindBetter(statement, 3, sum);
        statement.setInt(6, sum.bestEpoch);
        bindBetter(statement, 7, sum);
        statement.setObject(10, sum.best, Types.DOUBLE);
        bind(statement, 11, entry.getKey());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void bindBetter(PreparedStatement statement, int from, Sum sum)
      throws SQLException {
    Double signed = sum.best == null ? null : sum.sign * sum.best;
    statement.setObject(from, signed, Types.DOUBLE);
    statement.setObject(from + 1, signed, Types.DOUBLE);
    statement.setInt(from + 2, sum.sign);
  }

  /** 1 where a small loss is good, else -1. */
  private int sign(Key key) {
    return signs.computeIfAbsent(
        key.trial().experiment().value(),
        experiment ->
            handle
                .createQuery("SELECT loss_sign FROM experiments WHERE id = :id")
                .bind("id", experiment)
                .mapTo(Integer.class)
                .one());
  }

  private void leaveOut(StoreCommand.AddReport add, Tally tally) {
    int current =
        handle
            .createQuery(
                "SELECT attempt FROM trials WHERE experiment = :experiment AND number = :trial")
            .bind("experiment", add.trial().experiment().value())
            .bind("trial", add.trial().number())
            .mapTo(Integer.class)
            .findOne()
            .orElseThrow(() -> AttemptCommands.unknown(add.trial()));
    if (add.attempt() > current) {
      throw new RefusedWriteException(
          "trial " + add.trial() + " has no attempt " + add.attempt() + " that could report");
    }
    tally.leftOut(add.attempt() == current);
  }
}
