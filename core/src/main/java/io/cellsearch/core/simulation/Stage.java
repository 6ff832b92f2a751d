package io.cellsearch.core.simulation;

/** So many trials that end at one level, and all of their epochs. */
public record Stage(double trials, double epochs) {

  /** Both together. */
  Stage plus(Stage other) {
    return new Stage(trials + other.trials, epochs + other.epochs);
  }

  /** A share of it. */
  Stage times(double share) {
    return new Stage(share * trials, share * epochs);
  }
}
