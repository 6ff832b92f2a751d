package io.cellsearch.core.search;

import org.apache.commons.numbers.gamma.Erfcx;

/** Expected improvement as a logarithm (Ament et al. 2023, "Unexpected improvements", NeurIPS). */
final class Improvement {
  private static final double HALF_LOG_HALF_PI = 0.5 * Math.log(Math.PI / 2);

  private Improvement() {}

  /** The logarithm of the expected improvement below a loss. */
  static double log(double least, double mean, double deviation) {
    double z = (least - mean) / deviation;
    return Math.log(deviation) + logOfStandard(z);
  }

  /** ln(φ(z) + z Φ(z)), exact for far negative z, where both terms nearly cancel. */
  private static double logOfStandard(double z) {
    if (z > -1) {
      return Math.log(Math.exp(Normal.logDensity(z)) + z * Normal.cdf(z));
    }
    if (z < -1e6) {
      return Normal.logDensity(z) - 2 * Math.log(-z);
    }
    double share = Math.log(Erfcx.value(-z / Math.sqrt(2)) * -z) + HALF_LOG_HALF_PI;
    return Normal.logDensity(z) + Math.log(-Math.expm1(share));
  }
}
