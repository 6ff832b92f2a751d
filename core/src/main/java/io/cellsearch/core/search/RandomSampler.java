package io.cellsearch.core.search;

import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Independent draws (Bergstra and Bengio 2012): uniform on a linear scale, uniform in the logarithm
 * on a log scale. Every parameter has a stream of its own, so that a condition that fails changes
 * no other parameter.
 */
final class RandomSampler implements Sampler {
  private final SearchSpace space;
  private final long seed;

  RandomSampler(SearchSpace space, long seed) {
    this.space = space;
    this.seed = seed;
  }

  @Override
  public Configuration suggest(int trial) {
    long trialSeed = Seeds.child(seed, trial, Purpose.CONFIGURATION);
    return space.configure(parameter -> draw(parameter, trialSeed));
  }

  /** The value of one parameter of a trial, active or not. */
  ParameterValue draw(Parameter parameter, int trial) {
    return draw(parameter, Seeds.child(seed, trial, Purpose.CONFIGURATION));
  }

  private static ParameterValue draw(Parameter parameter, long trialSeed) {
    long own = Seeds.child(trialSeed, parameter.path(), Purpose.CONFIGURATION);
    return draw(parameter.domain(), Seeds.stream(own));
  }

  private static ParameterValue draw(Domain domain, UniformRandomProvider random) {
    if (domain instanceof Domain.Constant constant) {
      return constant.value();
    }
    if (domain instanceof Domain.Choice choice) {
      return choice.values().get(random.nextInt(choice.values().size()));
    }
    return domain instanceof Domain.IntRange range
        ? new ParameterValue.Int(draw(range, random))
        : new ParameterValue.Real(draw((Domain.RealRange) domain, random));
  }

  private static long draw(Domain.IntRange range, UniformRandomProvider random) {
    if (range.scale() == Scale.LINEAR) {
      long values = (range.max() - range.min()) / range.step() + 1;
      return range.min() + range.step() * random.nextLong(values);
    }
    // Half a unit on each side gives the ends the same share per logarithm as the numbers between.
    double value = logUniform(range.min() - 0.5, range.max() + 0.5, random.nextDouble());
    return Math.max(range.min(), Math.min(range.max(), Math.round(value)));
  }

  private static double draw(Domain.RealRange range, UniformRandomProvider random) {
    if (range.step().isPresent()) {
      double step = range.step().getAsDouble();
      long steps = (long) Math.floor((range.max() - range.min()) / step + 1e-9);
      return Math.min(range.max(), range.min() + step * random.nextLong(steps + 1));
    }
    double value =
        range.scale() == Scale.LOG
            ? logUniform(range.min(), range.max(), random.nextDouble())
            : range.min() + (range.max() - range.min()) * random.nextDouble();
    return Math.max(range.min(), Math.min(range.max(), value));
  }

  /** StrictMath: the same bits on every machine. */
  private static double logUniform(double min, double max, double share) {
    double low = StrictMath.log(min);
    return StrictMath.exp(low + (StrictMath.log(max) - low) * share);
  }
}
