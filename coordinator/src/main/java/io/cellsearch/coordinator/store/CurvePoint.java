package io.cellsearch.coordinator.store;

import io.cellsearch.core.trial.Metrics;
import java.util.OptionalDouble;

/**
 * One stored report.
 *
 * @param attempt that made it
 * @param trainingLoss empty where it was not finite
 * @param validationLoss empty where it was not finite
 * @param metrics the finite ones
 * @param seconds of the trial's epochs up to here, whichever attempt trained them
 */
public record CurvePoint(
    int attempt,
    int step,
    int epoch,
    OptionalDouble trainingLoss,
    OptionalDouble validationLoss,
    Metrics metrics,
    double seconds) {}
