package io.cellsearch.core.comparison;

import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean of measurements, in their unit.
 *
 * @param margin half the width of the 95 % confidence interval (Student 1908): mean ± margin; empty
 *     for a single measurement
 */
public record Estimate(int count, double mean, OptionalDouble margin) {
  /** What lies beyond either end of the interval. */
  private static final double TAIL = 0.025;

  /** The mean of at least one measurement. */
  public static Estimate of(Collection<Double> measurements) {
    return of(measurements.stream().mapToDouble(Double::doubleValue).toArray());
  }

  static Estimate of(double[] measurements) {
    int count = measurements.length;
    double mean =
        Arrays.stream(measurements)
            .average()
            .orElseThrow(() -> new IllegalArgumentException("a mean needs a measurement"));
    return new Estimate(
        count,
        mean,
        count == 1
            ? OptionalDouble.empty()
            : OptionalDouble.of(standardError(measurements) * quantile(count - 1)));
  }

  /** The standard error of the mean of at least two measurements. */
  static double standardError(double[] measurements) {
    int count = measurements.length;
    double mean = Arrays.stream(measurements).average().orElseThrow();
    double squares = Arrays.stream(measurements).map(x -> (x - mean) * (x - mean)).sum();
    return Math.sqrt(squares / (count - 1) / count);
  }

  /** What multiplies a standard error to a margin, for so many degrees of freedom. */
  static double quantile(double degreesOfFreedom) {
    return TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(TAIL);
  }
}
