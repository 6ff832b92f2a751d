package io.cellsearch.cells.language;

import java.util.List;
import java.util.Map;

/** The syntax tree of the right side of an equation. */
public sealed interface Expression {

  /** Where the expression begins; lines and columns count from 1. */
  record Position(int line, int column) {}

  Position at();

  /** A number. */
  record Numeral(Position at, double value) implements Expression {}

  /**
   * A name: a state, a value assigned earlier, a constant or option, the input {@code x}, or else a
   * vector parameter of this equation.
   *
   * @param primed whether it is the new value of a state
   * @param attributes what stands in braces behind a parameter
   */
  record Name(Position at, String name, boolean primed, Map<String, String> attributes)
      implements Expression {
    public Name {
      attributes = Map.copyOf(attributes);
    }

    /** As it is written. */
    public String text() {
      return primed ? name + "'" : name;
    }
  }

  /** A matrix of this equation times a vector. */
  record Product(Position at, String matrix, Map<String, String> attributes, Expression operand)
      implements Expression {
    public Product {
      attributes = Map.copyOf(attributes);
    }
  }

  /** One of {@code + - * /}. */
  record Binary(Position at, char operator, Expression left, Expression right)
      implements Expression {}

  record Negation(Position at, Expression operand) implements Expression {}

  /** A function and its arguments. */
  record Call(Position at, String function, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }
}
