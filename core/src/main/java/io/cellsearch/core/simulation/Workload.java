package io.cellsearch.core.simulation;

/**
 * What simulated trials are like.
 *
 * @param curve their losses
 * @param pace how long their epochs take
 */
public record Workload(LossCurve curve, Pace pace) {

  /** Losses that fall as power laws, and epochs that take 0.5 to 1.5 times the mean. */
  public static Workload of(long seed) {
    return of(LossCurve.powerLaws(seed), seed);
  }

  /** Such losses, and epochs that take 0.5 to 1.5 times the mean. */
  public static Workload of(LossCurve curve, long seed) {
    return new Workload(curve, Pace.uniform(seed));
  }
}
