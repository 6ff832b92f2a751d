package io.cellsearch.training.optimize;

import java.util.OptionalDouble;

/**
 * How gradients change parameters.
 *
 * @param clipNorm the bound of the norm of all gradients together
 * @param l2 the factor of the penalty on weights; 0 for none. It comes after clipping, which bounds
 *     what the data say
 */
public record LearningRule(
    OptimizerSpec optimizer, double learningRate, OptionalDouble clipNorm, double l2) {}
