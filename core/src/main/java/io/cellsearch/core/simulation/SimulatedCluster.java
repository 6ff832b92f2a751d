package io.cellsearch.core.simulation;

import java.util.OptionalDouble;

/**
 * Where a simulated experiment runs.
 *
 * @param slots trials at a time
 * @param timeLimit after which no trial starts and running ones end at their next epoch, in epochs
 *     of a trial of mean speed
 * @param secondsPerEpoch of a trial of mean speed
 */
public record SimulatedCluster(int slots, OptionalDouble timeLimit, double secondsPerEpoch) {

  public SimulatedCluster {
    if (slots < 1) {
      throw new IllegalArgumentException("at least one slot is needed, but got " + slots);
    }
    if (!(secondsPerEpoch > 0)) {
      throw new IllegalArgumentException("an epoch takes time, but got " + secondsPerEpoch + " s");
    }
  }

  /** Such a cluster, where an epoch of mean speed takes a second. */
  public SimulatedCluster(int slots, OptionalDouble timeLimit) {
    this(slots, timeLimit, 1);
  }

  /** So many slots, for as long as it takes. */
  public static SimulatedCluster of(int slots) {
    return new SimulatedCluster(slots, OptionalDouble.empty());
  }
}
