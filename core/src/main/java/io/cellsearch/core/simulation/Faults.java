package io.cellsearch.core.simulation;

/**
 * How often things go wrong; each is a probability.
 *
 * @param loss that an attempt is lost with its worker before it ends
 * @param duplicate that a report comes twice
 * @param late that a report of a lost attempt comes after its successor has begun
 * @param restart that the coordinator restarts after an event
 */
public record Faults(double loss, double duplicate, double late, double restart) {

  /** Nothing goes wrong. */
  public static final Faults NONE = new Faults(0, 0, 0, 0);
}
