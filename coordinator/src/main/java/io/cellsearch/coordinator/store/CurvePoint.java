package io.cellsearch.coordinator.store;

import io.cellsearch.core.trial.Metrics;
import java.util.OptionalDouble;

/**
 * One stored report.
 *
 * @param trainingLoss empty where it was not finite
 * @param validationLoss empty where it was not finite
 * @param metrics the finite ones
 * @param seconds of the attempt up to here
 */
public record CurvePoint(
    int step,
    int epoch,
    OptionalDouble trainingLoss,
    OptionalDouble validationLoss,
    Metrics metrics,
    double seconds) {}
