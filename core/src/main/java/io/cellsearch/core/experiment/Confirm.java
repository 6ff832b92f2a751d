package io.cellsearch.core.experiment;

import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;

/**
 * Trainings after the search, with fresh seeds, so that the winner is not the luckiest.
 *
 * @param top so many of the best completed configurations
 * @param seeds with each of which every one of them is trained
 */
public record Confirm(int top, int seeds) {

  public Confirm {
    if (top < 1) {
      throw new IllegalArgumentException("top >= 1 must hold, but got " + top);
    }
    if (seeds < 2) {
      throw new IllegalArgumentException("seeds >= 2 must hold, but got " + seeds);
    }
  }

  /**
   * The seed of the n-th repetition, from 1, in an experiment with a seed. It is the same for every
   * configuration, so that their results can be compared in pairs.
   */
  public static long seed(long experimentSeed, int repetition) {
    return Seeds.child(experimentSeed, repetition, Purpose.CONFIRMATION);
  }
}
