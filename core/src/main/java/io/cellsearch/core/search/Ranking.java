package io.cellsearch.core.search;

import java.util.List;
import java.util.Optional;

/** What a model of the ranks learns from. */
interface Ranking {
  /** Trials with a comparable loss, best first. */
  int[] order();

  /**
   * The losses in that order, where all were measured after the same number of epochs; empty where
   * only their ranks can be compared.
   */
  default Optional<double[]> losses() {
    return Optional.empty();
  }

  /** Trials that diverged, by number. */
  List<Integer> diverged();

  /** Trials that are under way to their first comparable loss, by number. */
  List<Integer> pending();
}
