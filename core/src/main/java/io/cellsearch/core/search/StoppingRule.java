package io.cellsearch.core.search;

/**
 * Decides after each reported epoch whether a trial goes on. Losses are such that smaller is
 * better.
 */
interface StoppingRule {

  /**
   * Whether the trial goes on; the report is remembered.
   *
   * @param epoch greater than every earlier one of the trial
   * @param loss may be non-finite, which stops
   */
  boolean goesOn(int trial, int epoch, double loss);
}
