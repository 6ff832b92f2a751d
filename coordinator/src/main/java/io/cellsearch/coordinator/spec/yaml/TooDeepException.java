package io.cellsearch.coordinator.spec.yaml;

/** Ends the reading of a document whose nesting is deeper than anything useful. */
final class TooDeepException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
}
