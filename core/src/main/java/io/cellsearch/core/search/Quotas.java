package io.cellsearch.core.search;

import java.util.List;

/**
 * How many of the best at each rung a ladder promotes, so that in the long run promotions cost as
 * much as the first pieces of new trials.
 */
final class Quotas {
  private final List<Integer> levels;
  private int base;
  private double cost;

  /** What the trials had spent when they came to the rung at which new ones pause. */
  private double paid;

  private int payers;

  /**
   * @param levels the rungs, of which new trials pause at the first
   */
  Quotas(List<Integer> levels) {
    this.levels = levels;
    startAt(0);
  }

  /** New trials pause at another rung. */
  void startAt(int rung) {
    base = rung;
    cost = Rungs.costOfPromotions(levels, rung);
    paid = 0;
    payers = 0;
  }

  /** The c of {@link Rungs#costOfPromotions}. */
  double cost() {
    return cost;
  }

  /** A trial has come to the rung at which new trials pause. */
  void came(double spent) {
    paid += spent;
    payers++;
  }

  /**
   * ⌊d buyers / (c · level)⌋, the level being that of the next rung.
   *
   * @param buyers trials whose first pieces buy promotions
   */
  int of(int rung, int buyers) {
    return (int) (Math.max(0, buyers) * dearness() / (cost * levels.get(rung + 1)));
  }

  /**
   * The d of the quotas: how much dearer first pieces are than the level to which they lead. An
   * epoch is not interrupted, so a piece that is paid in seconds ends some time after it. 1 where
   * epochs are counted.
   */
  private double dearness() {
    return payers == 0 ? 1 : paid / payers / levels.get(base);
  }
}
