package io.cellsearch.core.search;

import io.cellsearch.core.space.Configuration;

/** What a search wants done. */
public sealed interface SearchAction {

  /** Queue a new trial. */
  record Start(int trial, Configuration configuration, long seed) implements SearchAction {}

  /** End a running trial early; it keeps its results. */
  record Stop(int trial) implements SearchAction {}

  /** All trials have ended, or enough of them failed; nothing is to be started any more. */
  record Finish(Reason reason) implements SearchAction {}

  /** Why a search is over. */
  enum Reason {
    /** Every trial has ended. */
    ALL_TRIALS_ENDED("all trials have ended"),
    /** More trials failed than the experiment allows. */
    TOO_MANY_FAILURES("too many trials failed"),
    /** The experiment's time was over. */
    TIME_OVER("the time was over");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }
}
