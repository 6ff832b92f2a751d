package io.cellsearch.core.simulation;

import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;

/** The assumed time of an epoch of a trial's attempt, in epochs of a trial of mean speed. */
@FunctionalInterface
public interface Pace {

  double of(int trial, int attempt);

  /** Uniform in [0.5, 1.5]; every trial's comes from the seed, on whatever worker it trains. */
  static Pace uniform(long seed) {
    return (trial, attempt) ->
        Seeds.stream(Seeds.child(seed, trial, Purpose.TRIAL)).nextDouble(0.5, 1.5);
  }
}
