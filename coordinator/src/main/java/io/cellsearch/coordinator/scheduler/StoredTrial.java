package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.TrialRecord;

/**
 * A trial as a restart finds it.
 *
 * @param lastStep the last stored report of the attempt that runs, 0 where there is none
 * @param suspect whether it was in a runner that crashed, and nothing has cleared it since
 */
public record StoredTrial(TrialRecord record, int lastStep, boolean suspect) {}
