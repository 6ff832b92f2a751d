package io.cellsearch.coordinator.store;

import io.cellsearch.core.trial.EpochReport;
import org.jdbi.v3.core.Handle;

/** Adds reports, and counts those that it leaves out. */
final class ReportCommands {
  /** Whether a report's loss is better than the trial's best so far, in the experiment's sense. */
  private static final String BETTER =
      """
      CAST(:loss AS DOUBLE PRECISION) IS NOT NULL AND (best_validation_loss IS NULL
        OR CASE (SELECT e.loss_sign FROM experiments e WHERE e.id = :experiment)
          WHEN 1 THEN CAST(:loss AS DOUBLE PRECISION) < best_validation_loss
          ELSE CAST(:loss AS DOUBLE PRECISION) > best_validation_loss END)""";

  private final Handle handle;
  private int duplicateReports;
  private int staleReports;

  ReportCommands(Handle handle) {
    this.handle = handle;
  }

  CommitResult result() {
    return new CommitResult(duplicateReports, staleReports);
  }

  void add(StoreCommand.AddReport add) {
    EpochReport report = add.report();
    Double trainingLoss = Columns.finite(report.trainingLoss());
    Double validationLoss = Columns.finite(report.validationLoss());
    int inserted =
        AttemptCommands.trialUpdate(
                handle,
                """
                INSERT INTO reports (experiment, trial, attempt, step, epoch, training_loss,
                  validation_loss, diverged, metrics, seconds)
                SELECT t.experiment, t.number, t.attempt, CAST(:step AS INTEGER),
                  CAST(:epoch AS INTEGER), CAST(:trainingLoss AS DOUBLE PRECISION),
                  CAST(:validationLoss AS DOUBLE PRECISION), CAST(:diverged AS BOOLEAN),
                  CAST(:metrics AS VARCHAR(100000)), t.kept_seconds + CAST(:seconds AS DOUBLE PRECISION)
                FROM trials t
                WHERE t.experiment = :experiment AND t.number = :trial AND t.attempt = :attempt
                  AND NOT EXISTS (SELECT 1 FROM reports r WHERE r.experiment = t.experiment
                    AND r.trial = t.number AND r.attempt = t.attempt AND r.step = :step)""",
                add.trial(),
                add.attempt())
            .bind("step", report.step())
            .bind("epoch", report.epoch())
            .bind("trainingLoss", trainingLoss)
            .bind("validationLoss", validationLoss)
            .bind("diverged", trainingLoss == null || validationLoss == null)
            .bind("metrics", Columns.json(Columns.finite(report.metrics())))
            .bind("seconds", report.seconds())
            .execute();
    if (inserted == 1) {
      project(add);
    } else {
      leaveOut(add);
    }
  }

  /** Brings the trial's best loss up to date; a loss that is not finite is never better. */
  private void project(StoreCommand.AddReport add) {
    AttemptCommands.trialUpdate(
            handle,
            """
            UPDATE trials SET epochs = :epoch,
              seconds = kept_seconds + CAST(:seconds AS DOUBLE PRECISION),
              best_epoch = CASE WHEN %1$s THEN CAST(:epoch AS INTEGER) ELSE best_epoch END,
              best_validation_loss = CASE WHEN %1$s THEN CAST(:loss AS DOUBLE PRECISION)
                ELSE best_validation_loss END
            WHERE experiment = :experiment AND number = :trial AND attempt = :attempt"""
                .formatted(BETTER),
            add.trial(),
            add.attempt())
        .bind("epoch", add.report().epoch())
        .bind("seconds", add.report().seconds())
        .bind("loss", Columns.finite(add.report().validationLoss()))
        .execute();
  }

  private void leaveOut(StoreCommand.AddReport add) {
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
    if (add.attempt() == current) {
      duplicateReports++;
    } else {
      staleReports++;
    }
  }
}
