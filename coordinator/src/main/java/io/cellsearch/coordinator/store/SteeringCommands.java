package io.cellsearch.coordinator.store;

import io.cellsearch.core.trial.ExperimentId;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Applies the commands that change where an experiment stands. */
final class SteeringCommands {
  private static final int REASON_LENGTH = 4000;

  private final Handle handle;

  SteeringCommands(Handle handle) {
    this.handle = handle;
  }

  void steer(StoreCommand.SteerExperiment steer) {
    one(
        paused(
                """
                UPDATE experiments SET state = :state, paused_at = CAST(:pausedAt AS TIMESTAMP(6) WITH TIME ZONE),
                  paused_micros = :micros
                WHERE id = :id AND state IN ('RUNNING', 'PAUSED', 'STOPPING')""",
                steer.paused())
            .bind("state", steer.state().name()),
        steer.experiment(),
        "that has not ended");
  }

  void reopen(StoreCommand.ReopenExperiment reopen) {
    one(
        paused(
            """
            UPDATE experiments SET state = 'RUNNING', reason = NULL, finished_at = NULL,
              paused_at = CAST(:pausedAt AS TIMESTAMP(6) WITH TIME ZONE), paused_micros = :micros
            WHERE id = :id AND state = 'COMPLETED'""",
            reopen.paused()),
        reopen.experiment(),
        "that is completed");
  }

  private Update paused(String sql, PausedTime paused) {
    return handle
        .createUpdate(sql)
        .bind("pausedAt", paused.since().map(Columns::timestamp))
        .bind("micros", paused.before().dividedBy(ChronoUnit.MICROS.getDuration()));
  }

  void extend(StoreCommand.ExtendExperiment extend) {
    one(
        handle
            .createUpdate("UPDATE experiments SET max_trials = :trials WHERE id = :id")
            .bind("trials", extend.maxTrials()),
        extend.experiment(),
        "like this");
  }

  void end(StoreCommand.EndExperiment end) {
    one(
        handle
            .createUpdate(
                """
                UPDATE experiments SET state = :state, reason = :reason, finished_at = :at
                WHERE id = :id AND state IN ('RUNNING', 'PAUSED', 'STOPPING')""")
            .bind("state", end.state().name())
            .bind("reason", end.reason().map(text -> Columns.cut(text, REASON_LENGTH)))
            .bind("at", Columns.timestamp(end.at())),
        end.experiment(),
        "that has not ended");
  }

  private static void one(Update update, ExperimentId experiment, String which) {
    if (update.bind("id", experiment.value()).execute() != 1) {
      throw new RefusedWriteException("no experiment " + experiment + " is stored " + which);
    }
  }
}
