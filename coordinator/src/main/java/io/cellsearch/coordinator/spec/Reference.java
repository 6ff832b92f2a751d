package io.cellsearch.coordinator.spec;

/**
 * What a method without training reaches on an experiment's data, in the metric's unit.
 *
 * @param name of the method, for instance {@code last value}
 */
public record Reference(String name, double validationLoss, double testLoss) {}
