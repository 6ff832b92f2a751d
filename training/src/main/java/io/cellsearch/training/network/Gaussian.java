package io.cellsearch.training.network;

import org.apache.commons.rng.UniformRandomProvider;

/** Standard normal numbers (Box and Muller 1958) by StrictMath: the same bits on every machine. */
final class Gaussian {
  private Gaussian() {}

  static double draw(UniformRandomProvider random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
