package io.cellsearch.core.search;

import java.util.List;

/** What a model of the ranks learns from. */
interface Ranking {
  /** Trials with a comparable loss, best first. */
  int[] order();

  /** Trials that diverged, by number. */
  List<Integer> diverged();

  /** Trials that are under way to their first comparable loss, by number. */
  List<Integer> pending();
}
