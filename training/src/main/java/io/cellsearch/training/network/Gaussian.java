package io.cellsearch.training.network;

import org.apache.commons.rng.UniformRandomProvider;

/** Standard normal numbers (Box and Muller 1958) by StrictMath: the same bits on every machine. */
public final class Gaussian {
  private Gaussian() {}

  /** One number, from two uniform ones. */
  public static double draw(UniformRandomProvider random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
