package io.cellsearch.coordinator.store;

import io.cellsearch.core.trial.TrialId;
import java.time.Instant;

/**
 * A worker's claim on an attempt.
 *
 * @param batches done in the attempt when the lease was renewed
 */
public record LeaseRecord(
    TrialId trial, int attempt, AttemptKind kind, String worker, long batches, Instant renewedAt) {}
