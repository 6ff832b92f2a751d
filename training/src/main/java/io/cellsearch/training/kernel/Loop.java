package io.cellsearch.training.kernel;

import java.util.List;

/**
 * One loop over the rows and columns of a step: constants before it, then for every vector of
 * columns what depends on the column alone, the body, and the sums over rows.
 */
public record Loop(
    List<Instruction> constants,
    List<Instruction> column,
    List<Instruction> body,
    List<Instruction> accumulations) {

  public Loop {
    constants = List.copyOf(constants);
    column = List.copyOf(column);
    body = List.copyOf(body);
    accumulations = List.copyOf(accumulations);
  }

  /** Vector operations within the loop; an accumulation is a load, an addition and a store. */
  public int size() {
    return column.size() + body.size() + 3 * accumulations.size();
  }
}
