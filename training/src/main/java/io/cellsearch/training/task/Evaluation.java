package io.cellsearch.training.task;

import io.cellsearch.core.trial.Metrics;

/**
 * What a network reaches on a part.
 *
 * @param loss in the task's original units, lower is better; not finite where training diverged
 * @param metrics further measurements
 */
public record Evaluation(double loss, Metrics metrics) {}
