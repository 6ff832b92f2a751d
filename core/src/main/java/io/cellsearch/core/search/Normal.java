package io.cellsearch.core.search;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.numbers.gamma.InverseErfc;

/** The standard normal distribution, exact in its tails. */
public final class Normal {
  static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);
  private static final double ROOT2 = Math.sqrt(2);

  private Normal() {}

  /** The probability of a value below x. */
  static double cdf(double x) {
    return 0.5 * Erfc.value(-x / ROOT2);
  }

  /** The value below which others lie with a probability. */
  static double quantile(double probability) {
    return -ROOT2 * InverseErfc.value(2 * probability);
  }

  /** The logarithm of the density. */
  static double logDensity(double x) {
    return -0.5 * x * x - HALF_LOG_2PI;
  }

  /** The logarithm of the probability of a value between a and b, where a is less than b. */
  public static double logMass(double a, double b) {
    if (a > 0) {
      return logMass(-b, -a);
    }
    if (b > 0) {
      return Math.log1p(-cdf(a) - cdf(-b));
    }
    // Both in the lower tail: the scaled complement keeps what the difference would lose.
    double ratio = Erfcx.value(-a / ROOT2) * Math.exp(0.5 * (b * b - a * a));
    return -0.5 * b * b + Math.log(0.5 * (Erfcx.value(-b / ROOT2) - ratio));
  }

  /** A draw from the normal distribution truncated to [low, high], for a uniform number. */
  static double truncated(double mean, double deviation, double low, double high, double uniform) {
    double below = cdf((low - mean) / deviation);
    double above = cdf((high - mean) / deviation);
    double drawn = mean + deviation * quantile(below + uniform * (above - below));
    return Math.max(low, Math.min(high, drawn));
  }
}
