package io.cellsearch.training.task;

/**
 * What a method without training reaches, in the unit of the task's loss.
 *
 * @param name of the method, for instance {@code last value}
 * @param validation its loss on the validation part
 * @param test its loss on the test part
 */
public record NaiveReference(String name, double validation, double test) {}
