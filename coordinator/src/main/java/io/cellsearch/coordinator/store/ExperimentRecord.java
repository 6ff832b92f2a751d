package io.cellsearch.coordinator.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A stored experiment.
 *
 * @param submission what was submitted
 * @param reason why it ended as it did
 * @param paused for how long its clock stood still
 */
public record ExperimentRecord(
    NewExperiment submission,
    ExperimentState state,
    Optional<String> reason,
    Optional<Instant> finishedAt,
    PausedTime paused) {}
