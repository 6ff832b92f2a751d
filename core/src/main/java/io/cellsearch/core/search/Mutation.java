package io.cellsearch.core.search;

import io.cellsearch.core.space.ParameterValue;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Small changes of values: a normal step that the bounds reflect, or another choice. */
final class Mutation {
  /** The standard deviation of a step, as a share of the range. */
  private static final double STEP = 0.2;

  private final UniformRandomProvider random;
  private final ZigguratSampler.NormalizedGaussian normal;

  Mutation(UniformRandomProvider random) {
    this.random = random;
    this.normal = ZigguratSampler.NormalizedGaussian.of(random);
  }

  /** A neighbour of a value; of a number with a step it may be the value itself. */
  ParameterValue moved(Axis axis, ParameterValue value) {
    if (axis.choices() == 0) {
      return moved(axis, value, STEP);
    }
    if (axis.choices() == 1) {
      return value;
    }
    int other = random.nextInt(axis.choices() - 1);
    return axis.choice(other < axis.choice(value) ? other : other + 1);
  }

  /**
   * The same with a step of another size; a choice stays.
   *
   * @param step the standard deviation, as a share of the range
   */
  ParameterValue moved(Axis axis, ParameterValue value, double step) {
    if (axis.choices() > 0) {
      return value;
    }
    double moved = Math.abs(axis.unit(value) + step * normal.sample());
    return axis.at(Math.max(0, Math.min(1, 1 - Math.abs(1 - moved))));
  }

  /** Whether a value stays as it is: half of them do. */
  boolean kept() {
    return !random.nextBoolean();
  }

  /** One of so many, from 0. */
  int oneOf(int count) {
    return random.nextInt(count);
  }

  /** Any value. */
  ParameterValue any(Axis axis) {
    return axis.at(random.nextDouble());
  }
}
