package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.AttemptRecord;
import io.cellsearch.coordinator.store.ExperimentRecord;
import io.cellsearch.coordinator.store.LeaseRecord;
import io.cellsearch.coordinator.store.NewExperiment;
import java.util.List;

/**
 * An experiment as a restart finds it, or as one that has ended is taken up again.
 *
 * @param searchEvents as JSON, in their order
 * @param leases of its attempts that have not ended
 */
public record StoredExperiment(
    ExperimentRecord record,
    List<String> searchEvents,
    List<StoredTrial> trials,
    List<LeaseRecord> leases,
    AttemptHistory attempts) {

  public StoredExperiment {
    searchEvents = List.copyOf(searchEvents);
    trials = List.copyOf(trials);
    leases = List.copyOf(leases);
  }

  /** What was submitted. */
  NewExperiment submission() {
    return record.submission();
  }

  /** Looks a trial's attempts up; asked only about those that are evaluated. */
  @FunctionalInterface
  public interface AttemptHistory {
    List<AttemptRecord> of(int trial);
  }
}
