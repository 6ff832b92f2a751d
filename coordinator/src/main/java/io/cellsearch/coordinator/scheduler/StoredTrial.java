package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.TrialRecord;

/**
 * A trial as a restart finds it.
 *
 * @param lastStep the last stored report of the attempt that runs, 0 where there is none
 */
public record StoredTrial(TrialRecord record, int lastStep) {}
