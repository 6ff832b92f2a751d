package io.cellsearch.cells.language;

import io.cellsearch.cells.language.Expression.Position;
import java.util.List;

/** A cell's text as a tree, statements in the order of the text. */
public record CellSyntax(String name, String title, String citation, List<Statement> statements) {

  public CellSyntax {
    statements = List.copyOf(statements);
  }

  /** One line of a cell. */
  public sealed interface Statement {
    Position at();
  }

  /** {@code state h, c}: the first state of the cell is its output. */
  public record State(Position at, String name) implements Statement {}

  /** {@code constant beta = 1}: a number that the file fixes. */
  public record Constant(Position at, String name, double value) implements Statement {}

  /** {@code option beta = 1}: a number that an experiment may set. */
  public record NumberOption(Position at, String name, double standard) implements Statement {}

  /** {@code option peephole_i = true}: a switch that an experiment may set. */
  public record SwitchOption(Position at, String name, boolean standard) implements Statement {}

  /** {@code f = …} or, for the new value of a state, {@code h' = …}. */
  public record Equation(Position at, String name, boolean primed, Expression right)
      implements Statement {
    /** The left side as it is written. */
    public String text() {
      return primed ? name + "'" : name;
    }
  }

  /** All statements of one kind. */
  public <S extends Statement> List<S> all(Class<S> kind) {
    return statements.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
