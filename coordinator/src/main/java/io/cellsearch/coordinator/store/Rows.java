package io.cellsearch.coordinator.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.Repetition;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.StoredCheckpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Rows as records. */
final class Rows {
  private static final TypeReference<List<Reference>> REFERENCES = new TypeReference<>() {};

  private Rows() {}

  static ExperimentRecord experiment(ResultSet row) throws SQLException {
    NewExperiment submission =
        new NewExperiment(
            new ExperimentId(row.getString("id")),
            row.getInt("number"),
            Columns.parse(row.getString("spec"), ExperimentSpec.class),
            row.getString("submitted"),
            row.getString("resolved"),
            Columns.parse(row.getString("reference_list"), REFERENCES),
            new DataSize(row.getInt("data_longest"), row.getLong("data_bytes")),
            Columns.instant(row, "created_at"));
    return new ExperimentRecord(
        submission,
        ExperimentState.valueOf(row.getString("state")),
        Columns.optionalText(row, "reason"),
        Columns.optionalInstant(row, "finished_at"),
        new PausedTime(
            Columns.optionalInstant(row, "paused_at"),
            Duration.of(row.getLong("paused_micros"), ChronoUnit.MICROS)));
  }

  static TrialRecord trial(ResultSet row) throws SQLException {
    return new TrialRecord(
        new TrialId(new ExperimentId(row.getString("experiment")), row.getInt("number")),
        Columns.parse(row.getString("configuration"), Configuration.class),
        row.getLong("seed"),
        new TrialProgress(
            TrialState.valueOf(row.getString("state")),
            row.getInt("attempt"),
            row.getInt("failures"),
            row.getInt("worker_losses"),
            row.getInt("lone_crashes")),
        row.getInt("epochs"),
        row.getInt("best_epoch"),
        Columns.optionalDouble(row, "best_validation_loss"),
        Columns.optionalDouble(row, "test_loss"),
        Columns.optionalText(row, "model"),
        checkpoint(row),
        row.getDouble("seconds"),
        Columns.optionalText(row, "worker"),
        repetition(row),
        Columns.optionalText(row, "waits_for"));
  }

  private static Optional<Repetition> repetition(ResultSet row) throws SQLException {
    int of = row.getInt("repeats");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(new Repetition(of, row.getInt("repetition")));
  }

  private static Optional<StoredCheckpoint> checkpoint(ResultSet row) throws SQLException {
    int epoch = row.getInt("checkpoint_epoch");
    return Columns.optionalText(row, "checkpoint").map(name -> new StoredCheckpoint(name, epoch));
  }

  static CurvePoint curvePoint(ResultSet row) throws SQLException {
    return new CurvePoint(
        row.getInt("attempt"),
        row.getInt("step"),
        row.getInt("epoch"),
        Columns.optionalDouble(row, "training_loss"),
        Columns.optionalDouble(row, "validation_loss"),
        Columns.parse(row.getString("metrics"), Metrics.class),
        row.getDouble("seconds"));
  }

  static AttemptRecord attempt(ResultSet row) throws SQLException {
    return new AttemptRecord(
        row.getInt("attempt"),
        AttemptKind.valueOf(row.getString("kind")),
        row.getInt("from_epoch"),
        row.getString("worker"),
        row.getLong("term"),
        Columns.instant(row, "started_at"),
        Columns.optionalInstant(row, "ended_at"),
        Columns.optionalText(row, "ending"),
        Columns.optionalText(row, "cause"),
        Columns.optionalText(row, "outcome").map(Ending::outcome));
  }

  static LeaseRecord lease(ResultSet row) throws SQLException {
    return new LeaseRecord(
        new TrialId(new ExperimentId(row.getString("experiment")), row.getInt("trial")),
        row.getInt("attempt"),
        AttemptKind.valueOf(row.getString("kind")),
        row.getString("worker"),
        row.getLong("batches"),
        Columns.instant(row, "renewed_at"));
  }
}
