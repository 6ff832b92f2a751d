package io.cellsearch.benchmarks.search;

import io.cellsearch.core.comparison.Estimate;
import java.util.Arrays;

/**
 * A mean and the half width of its 95 % confidence interval by Student's t. Differences are paired
 * before they come here: one number a seed.
 */
record Paired(double mean, double halfWidth) {
  static Paired of(double[] values) {
    Estimate estimate = Estimate.of(Arrays.stream(values).boxed().toList());
    return new Paired(estimate.mean(), estimate.margin().orElse(Double.NaN));
  }

  static Paired difference(double[] of, double[] minus) {
    double[] difference = new double[of.length];
    for (int i = 0; i < of.length; i++) {
      difference[i] = of[i] - minus[i];
    }
    return of(difference);
  }

  /** Whether the whole interval lies above zero. */
  boolean positive() {
    return mean - halfWidth > 0;
  }

  String text() {
    return "%.3f ± %.3f".formatted(mean, halfWidth);
  }
}
