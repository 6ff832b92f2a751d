package io.cellsearch.core.simulation;

import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import org.apache.commons.rng.UniformRandomProvider;

/** The assumed validation loss of a trial after an epoch. */
@FunctionalInterface
public interface LossCurve {

  double loss(int trial, int epoch);

  /**
   * Power laws: floor + amplitude · epoch^-rate with floor uniform in [0.1, 1], amplitude in [0.5,
   * 1.5] and rate in [0.3, 1] (the shape of Domhan et al. 2015, pow3); every trial's three numbers
   * come from the seed.
   */
  static LossCurve powerLaws(long seed) {
    return (trial, epoch) -> {
      UniformRandomProvider random = Seeds.stream(Seeds.child(seed, trial, Purpose.SIMULATION));
      double floor = random.nextDouble(0.1, 1);
      double amplitude = random.nextDouble(0.5, 1.5);
      return floor + amplitude * StrictMath.pow(epoch, -random.nextDouble(0.3, 1));
    };
  }
}
