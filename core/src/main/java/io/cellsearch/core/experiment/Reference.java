package io.cellsearch.core.experiment;

/**
 * What a method without training reaches on an experiment's data, in the unit of its loss.
 *
 * @param name of the method, for instance {@code last value}
 * @param validationLoss on the validation part; finite
 * @param testLoss on the test part; finite
 */
public record Reference(String name, double validationLoss, double testLoss) {

  public Reference {
    if (!Double.isFinite(validationLoss) || !Double.isFinite(testLoss)) {
      throw new IllegalArgumentException(
          "the losses of the reference %s must be finite, but got %s and %s"
              .formatted(name, validationLoss, testLoss));
    }
  }
}
