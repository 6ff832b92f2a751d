package io.cellsearch.benchmarks.search;

import java.util.Arrays;

/**
 * A mean and the half width of its 95 % confidence interval by Student's t. Differences are paired
 * before they come here: one number a seed.
 */
record Paired(double mean, double halfWidth) {
  private static final double NORMAL = 1.959963984540054;

  static Paired of(double[] values) {
    int n = values.length;
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return new Paired(
        mean, n < 2 ? Double.NaN : quantile(n - 1) * Math.sqrt(squares / (n - 1) / n));
  }

  static Paired difference(double[] of, double[] minus) {
    double[] difference = new double[of.length];
    for (int i = 0; i < of.length; i++) {
      difference[i] = of[i] - minus[i];
    }
    return of(difference);
  }

  /** The 97.5 % quantile of Student's t (Abramowitz and Stegun 1964, 26.7.5). */
  static double quantile(int degrees) {
    double z = NORMAL;
    double z2 = z * z;
    double first = z * (z2 + 1) / 4;
    double second = z * (5 * z2 * z2 + 16 * z2 + 3) / 96;
    double third = z * (3 * z2 * z2 * z2 + 19 * z2 * z2 + 17 * z2 - 15) / 384;
    double v = degrees;
    return z + first / v + second / (v * v) + third / (v * v * v);
  }

  /** Whether the whole interval lies above zero. */
  boolean positive() {
    return mean - halfWidth > 0;
  }

  String text() {
    return "%.3f ± %.3f".formatted(mean, halfWidth);
  }
}
