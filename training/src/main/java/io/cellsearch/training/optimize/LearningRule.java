package io.cellsearch.training.optimize;

import java.util.OptionalDouble;

/**
 * How gradients change parameters.
 *
 * @param clipNorm the bound of the norm of all gradients together
 */
public record LearningRule(OptimizerSpec optimizer, double learningRate, OptionalDouble clipNorm) {}
