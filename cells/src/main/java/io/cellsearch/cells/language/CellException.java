package io.cellsearch.cells.language;

import java.util.List;
import java.util.stream.Collectors;

/** A cell's text breaks rules of the language; carries every problem, in the order of the text. */
public final class CellException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<CellProblem> problems;

  public CellException(List<CellProblem> problems) {
    super(problems.stream().map(CellProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<CellProblem> problems() {
    return problems;
  }
}
