package io.cellsearch.coordinator.store;

import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Outcome;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Applies the commands about attempts, their reports and their leases. */
final class AttemptCommands {
  /** Whether a report's loss is better than the trial's best so far, in the experiment's sense. */
  private static final String BETTER =
      """
      CAST(:loss AS DOUBLE PRECISION) IS NOT NULL AND (best_validation_loss IS NULL
        OR CASE (SELECT e.loss_sign FROM experiments e WHERE e.id = :experiment)
          WHEN 1 THEN CAST(:loss AS DOUBLE PRECISION) < best_validation_loss
          ELSE CAST(:loss AS DOUBLE PRECISION) > best_validation_loss END)""";

  private final Handle handle;
  private final long term;
  private int duplicateReports;
  private int staleReports;

  AttemptCommands(Handle handle, long term) {
    this.handle = handle;
    this.term = term;
  }

  CommitResult result() {
    return new CommitResult(duplicateReports, staleReports);
  }

  void update(TrialId trial, TrialProgress progress) {
    int updated =
        trialUpdate(
                """
                UPDATE trials SET state = :state, attempt = :attempt, failures = :failures,
                  worker_losses = :workerLosses, lone_crashes = :loneCrashes
                WHERE experiment = :experiment AND number = :trial""",
                trial,
                progress.attempt())
            .bind("state", progress.state().name())
            .bind("failures", progress.failures())
            .bind("workerLosses", progress.workerLosses())
            .bind("loneCrashes", progress.loneCrashes())
            .execute();
    if (updated != 1) {
      throw unknown(trial);
    }
  }

  void start(StoreCommand.StartAttempt start) {
    TrialId trial = start.trial();
    if (start.kind() == AttemptKind.TRAIN) {
      int updated =
          trialUpdate(
                  """
                  UPDATE trials SET state = 'RUNNING', attempt = :attempt, worker = :worker,
                    epochs = 0, best_epoch = 0, best_validation_loss = NULL, model = NULL,
                    seconds = 0
                  WHERE experiment = :experiment AND number = :trial AND attempt < :attempt""",
                  trial,
                  start.attempt())
              .bind("worker", start.worker())
              .execute();
      if (updated != 1) {
        throw new RefusedWriteException(
            "no trial "
                + trial
                + " is stored that had fewer than "
                + start.attempt()
                + " attempts");
      }
    }
    trialUpdate(
            """
            INSERT INTO attempts (experiment, trial, attempt, kind, worker, term, started_at)
            VALUES (:experiment, :trial, :attempt, :kind, :worker, :term, :at)""",
            trial,
            start.attempt())
        .bind("kind", start.kind().name())
        .bind("worker", start.worker())
        .bind("term", term)
        .bind("at", Columns.timestamp(start.at()))
        .execute();
    trialUpdate(
            """
            INSERT INTO leases (experiment, trial, attempt, worker, batches, renewed_at)
            VALUES (:experiment, :trial, :attempt, :worker, 0, :at)""",
            trial,
            start.attempt())
        .bind("worker", start.worker())
        .bind("at", Columns.timestamp(start.at()))
        .execute();
  }

  void add(StoreCommand.AddReport add) {
    EpochReport report = add.report();
    Double trainingLoss = Columns.finite(report.trainingLoss());
    Double validationLoss = Columns.finite(report.validationLoss());
    int inserted =
        trialUpdate(
                """
                INSERT INTO reports (experiment, trial, attempt, step, epoch, training_loss,
                  validation_loss, diverged, metrics, seconds)
                SELECT t.experiment, t.number, t.attempt, CAST(:step AS INTEGER),
                  CAST(:epoch AS INTEGER), CAST(:trainingLoss AS DOUBLE PRECISION),
                  CAST(:validationLoss AS DOUBLE PRECISION), CAST(:diverged AS BOOLEAN),
                  CAST(:metrics AS VARCHAR(100000)), CAST(:seconds AS DOUBLE PRECISION)
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
    trialUpdate(
            """
            UPDATE trials SET epochs = :epoch, seconds = :seconds,
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
            .orElseThrow(() -> unknown(add.trial()));
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

  void end(StoreCommand.EndAttempt end) {
    Ending ending = Ending.of(end.end());
    int updated =
        trialUpdate(
                """
                UPDATE attempts SET ended_at = :at, ending = :ending, cause = :cause,
                  outcome = :outcome
                WHERE experiment = :experiment AND trial = :trial AND attempt = :attempt
                  AND ended_at IS NULL""",
                end.trial(),
                end.attempt())
            .bind("at", Columns.timestamp(end.at()))
            .bind("ending", ending.name())
            .bind("cause", ending.cause())
            .bind("outcome", end.outcome().map(Ending::json))
            .execute();
    if (updated != 1) {
      throw new RefusedWriteException(
          "attempt " + end.attempt() + " of trial " + end.trial() + " is not under way");
    }
    trialUpdate(
            """
            DELETE FROM leases
            WHERE experiment = :experiment AND trial = :trial AND attempt = :attempt""",
            end.trial(),
            end.attempt())
        .execute();
    update(end.trial(), end.after());
    if (end.outcome().orElse(null) instanceof Outcome.Trained trained) {
      setModel(end.trial(), end.attempt(), trained.model());
    }
  }

  private void setModel(TrialId trial, int attempt, Optional<String> model) {
    trialUpdate(
            """
            UPDATE trials SET model = :model
            WHERE experiment = :experiment AND number = :trial AND attempt = :attempt""",
            trial,
            attempt)
        .bind("model", model)
        .execute();
  }

  void renew(StoreCommand.RenewLeases renew) {
    for (StoreCommand.Renewal renewal : renew.renewals()) {
      trialUpdate(
              """
              UPDATE leases SET batches = :batches, renewed_at = :at
              WHERE experiment = :experiment AND trial = :trial AND attempt = :attempt""",
              renewal.trial(),
              renewal.attempt())
          .bind("batches", renewal.batches())
          .bind("at", Columns.timestamp(renew.at()))
          .execute();
    }
  }

  private Update trialUpdate(String sql, TrialId trial, int attempt) {
    return handle
        .createUpdate(sql)
        .bind("experiment", trial.experiment().value())
        .bind("trial", trial.number())
        .bind("attempt", attempt);
  }

  static RefusedWriteException unknown(TrialId trial) {
    return new RefusedWriteException("no trial " + trial + " is stored");
  }
}
