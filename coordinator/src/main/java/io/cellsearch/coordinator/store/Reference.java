package io.cellsearch.coordinator.store;

/**
 * What a method without training reaches on an experiment's data, in the metric's unit.
 *
 * @param name of the method, for instance {@code last value}
 */
public record Reference(String name, double validationLoss, double testLoss) {

  public Reference {
    if (!Double.isFinite(validationLoss) || !Double.isFinite(testLoss)) {
      throw new IllegalArgumentException(
          "a reference must be finite, but got "
              + validationLoss
              + " and "
              + testLoss
              + " for "
              + name);
    }
  }
}
