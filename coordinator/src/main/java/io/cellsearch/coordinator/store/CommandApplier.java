package io.cellsearch.coordinator.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.Repetition;
import io.cellsearch.core.trial.TrialId;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * Applies commands in one transaction: those of experiments and trials here, others beside. Reports
 * and events of searches, which come by the thousands, are written many at once.
 */
final class CommandApplier {
  /** Rows in one batch. */
  private static final int MOST_WAITING = 2_000;

  private static final TypeReference<List<Reference>> REFERENCES = new TypeReference<>() {};

  private final Handle handle;
  private final long term;
  private final SteeringCommands experiments;
  private final AttemptCommands attempts;
  private final ReportCommands reports;
  private final SearchEventCommands events;

  CommandApplier(Handle handle, long term) {
    this.handle = handle;
    this.term = term;
    this.experiments = new SteeringCommands(handle);
    this.attempts = new AttemptCommands(handle, term);
    this.reports = new ReportCommands(handle);
    this.events = new SearchEventCommands(handle);
  }

  long term() {
    return term;
  }

  /**
   * Applies a command, now or, where others may follow that are written together with it, at the
   * next {@link #flush()}; before a command that may depend on it in any case.
   *
   * @param tally counts what is left out
   */
  void apply(StoreCommand command, Tally tally) throws SQLException {
    if (command instanceof StoreCommand.AddReport report) {
      reports.add(report, tally);
    } else if (command instanceof StoreCommand.AppendSearchEvent event) {
      events.append(event);
    } else if (command instanceof StoreCommand.RenewLeases renew) {
      attempts.renew(renew);
    } else {
      flush();
      applyNow(command);
    }
    if (reports.waiting() + events.waiting() >= MOST_WAITING) {
      flush();
    }
  }

  /** Applies what waits. */
  void flush() throws SQLException {
    reports.flush();
    events.flush();
  }

  private void applyNow(StoreCommand command) throws SQLException {
    if (command instanceof StoreCommand.CreateExperiment create) {
      create(create.experiment());
    } else if (command instanceof StoreCommand.SetReferences set) {
      set(set);
    } else if (command instanceof StoreCommand.EndExperiment end) {
      experiments.end(end);
    } else if (command instanceof StoreCommand.SteerExperiment steer) {
      experiments.steer(steer);
    } else if (command instanceof StoreCommand.ReopenExperiment reopen) {
      experiments.reopen(reopen);
    } else if (command instanceof StoreCommand.ExtendExperiment extend) {
      experiments.extend(extend);
    } else if (command instanceof StoreCommand.CreateTrial create) {
      create(create);
    } else if (command instanceof StoreCommand.UpdateTrial update) {
      attempts.update(update.trial(), update.progress());
    } else if (command instanceof StoreCommand.StartAttempt start) {
      attempts.start(start);
    } else if (command instanceof StoreCommand.SetCheckpoint set) {
      attempts.set(set);
    } else if (command instanceof StoreCommand.SetWaiting set) {
      attempts.set(set);
    } else if (command instanceof StoreCommand.EndAttempt end) {
      attempts.end(end);
    } else if (command instanceof StoreCommand.SetTestResult set) {
      set(set);
    }
  }

  private void create(NewExperiment experiment) {
    handle
        .createUpdate(
            """
            INSERT INTO experiments (id, arrival, name, number, loss_sign, spec, submitted,
              resolved, resolved_sha256, reference_list, data_longest, data_bytes, state, created_at)
            SELECT CAST(:id AS VARCHAR(80)), COALESCE(MAX(arrival), 0) + 1,
              CAST(:name AS VARCHAR(80)), CAST(:number AS INTEGER), CAST(:sign AS INTEGER),
              CAST(:spec AS VARCHAR(1048576)), CAST(:submitted AS VARCHAR(1048576)),
              CAST(:resolved AS VARCHAR(1048576)), CAST(:sha256 AS VARCHAR(64)),
              CAST(:references AS VARCHAR(1048576)), CAST(:longest AS INTEGER),
              CAST(:bytes AS BIGINT), 'RUNNING',
              CAST(:at AS TIMESTAMP(6) WITH TIME ZONE)
            FROM experiments""")
        .bind("id", experiment.id().value())
        .bind("name", experiment.spec().name())
        .bind("number", experiment.number())
        .bind("sign", experiment.spec().metric().goal() == Goal.MINIMIZE ? 1 : -1)
        .bind("spec", Columns.json(experiment.spec()))
        .bind("submitted", experiment.submitted())
        .bind("resolved", experiment.resolved())
        .bind("sha256", experiment.resolvedSha256())
        .bind("references", Columns.json(REFERENCES, experiment.references()))
        .bind("longest", experiment.data().longest())
        .bind("bytes", experiment.data().bytes())
        .bind("at", Columns.timestamp(experiment.createdAt()))
        .execute();
  }

  private void set(StoreCommand.SetReferences set) {
    one(
        update("UPDATE experiments SET reference_list = :references WHERE id = :id")
            .bind("references", Columns.json(REFERENCES, set.references()))
            .bind("id", set.experiment().value()),
        set.experiment());
  }

  private void create(StoreCommand.CreateTrial create) {
    int inserted =
        update(
                """
                INSERT INTO trials (experiment, number, configuration, seed, state, attempt,
                  failures, worker_losses, lone_crashes, repeats, repetition)
                SELECT e.id, CAST(:number AS INTEGER), CAST(:configuration AS VARCHAR(1048576)),
                  CAST(:seed AS BIGINT), 'QUEUED', 0, 0, 0, 0,
                  CAST(:repeats AS INTEGER), CAST(:repetition AS INTEGER)
                FROM experiments e WHERE e.id = :id""")
            .bind("number", create.trial().number())
            .bind("configuration", Columns.json(create.configuration()))
            .bind("seed", create.seed())
            .bind("repeats", create.repeats().map(Repetition::of))
            .bind("repetition", create.repeats().map(Repetition::number))
            .bind("id", create.trial().experiment().value())
            .execute();
    if (inserted != 1) {
      throw unknown(create.trial().experiment());
    }
  }

  private void set(StoreCommand.SetTestResult set) {
    TrialId trial = set.trial();
    int updated =
        update(
                """
                UPDATE trials SET test_loss = :loss, test_metrics = :metrics
                WHERE experiment = :experiment AND number = :trial""")
            .bind("loss", set.testLoss())
            .bind("metrics", Columns.json(set.metrics()))
            .bind("experiment", trial.experiment().value())
            .bind("trial", trial.number())
            .execute();
    if (updated != 1) {
      throw AttemptCommands.unknown(trial);
    }
  }

  private Update update(String sql) {
    return handle.createUpdate(sql);
  }

  private static void one(Update update, ExperimentId experiment) {
    if (update.execute() != 1) {
      throw unknown(experiment);
    }
  }

  private static RefusedWriteException unknown(ExperimentId experiment) {
    return new RefusedWriteException("no experiment " + experiment + " is stored and running");
  }
}
