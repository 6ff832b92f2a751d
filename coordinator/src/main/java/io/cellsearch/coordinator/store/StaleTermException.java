package io.cellsearch.coordinator.store;

/** A write of a coordinator whose term is over: a newer one leads, and nothing was changed. */
public final class StaleTermException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  StaleTermException(long term, long current) {
    super("a write of term " + term + " is refused: the current term is " + current);
  }
}
