package io.cellsearch.coordinator.spec.yaml;

/** A place in a text, line and column both from 1. */
public record Place(int line, int column) {

  /** Where a text begins. */
  public static final Place START = new Place(1, 1);
}
