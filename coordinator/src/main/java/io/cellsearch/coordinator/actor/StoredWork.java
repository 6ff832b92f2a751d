package io.cellsearch.coordinator.actor;

import io.cellsearch.coordinator.scheduler.Scheduler;
import io.cellsearch.coordinator.scheduler.StoredExperiment;
import io.cellsearch.coordinator.scheduler.StoredTrial;
import io.cellsearch.coordinator.store.CurvePoint;
import io.cellsearch.coordinator.store.ExperimentRecord;
import io.cellsearch.coordinator.store.LeaseRecord;
import io.cellsearch.coordinator.store.StoreQueries;
import io.cellsearch.coordinator.store.TrialRecord;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialId;
import java.util.List;
import java.util.Optional;

/** Reads what an earlier coordinator left. It blocks. */
final class StoredWork {
  private StoredWork() {}

  /** Gives a scheduler all experiments that have not ended. */
  static void restore(StoreQueries queries, Scheduler scheduler) {
    List<LeaseRecord> leases = queries.leases();
    for (ExperimentRecord experiment : queries.running()) {
      scheduler.restore(stored(queries, experiment, leases));
    }
  }

  /** An experiment that has ended; empty where none has this id. */
  static Optional<StoredExperiment> ended(StoreQueries queries, ExperimentId id) {
    return queries.experiment(id).map(experiment -> stored(queries, experiment, List.of()));
  }

  private static StoredExperiment stored(
      StoreQueries queries, ExperimentRecord experiment, List<LeaseRecord> leases) {
    ExperimentId id = experiment.submission().id();
    return new StoredExperiment(
        experiment,
        queries.searchEvents(id),
        queries.trials(id).stream().map(trial -> stored(queries, trial)).toList(),
        leases.stream().filter(lease -> lease.trial().experiment().equals(id)).toList(),
        number -> queries.attempts(new TrialId(id, number)));
  }

  private static StoredTrial stored(StoreQueries queries, TrialRecord trial) {
    boolean ended = trial.progress().state().terminal();
    List<CurvePoint> curve = ended ? List.of() : queries.curve(trial.trial());
    return new StoredTrial(trial, curve, suspect(queries, trial));
  }

  /** Whether the last attempt that showed something about the trial ended in a crash. */
  private static boolean suspect(StoreQueries queries, TrialRecord trial) {
    if (trial.progress().state().terminal() || trial.progress().attempt() == 0) {
      return false;
    }
    return queries.attempts(trial.trial()).stream()
        .flatMap(attempt -> attempt.end().stream())
        .filter(end -> !end.equals("worker-lost"))
        .reduce((earlier, later) -> later)
        .filter("runner-crashed"::equals)
        .isPresent();
  }
}
