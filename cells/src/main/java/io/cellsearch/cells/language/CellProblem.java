package io.cellsearch.cells.language;

import java.util.Optional;

/**
 * One thing wrong with a cell's text.
 *
 * @param line from 1
 * @param column from 1
 * @param rule what must hold
 * @param message what was found instead
 * @param suggestion the nearest valid name, where there is one
 */
public record CellProblem(
    int line, int column, String rule, String message, Optional<String> suggestion) {

  @Override
  public String toString() {
    return line
        + ":"
        + column
        + ": "
        + message
        + " ("
        + rule
        + ")"
        + suggestion.map(name -> "; did you mean '" + name + "'?").orElse("");
  }
}
