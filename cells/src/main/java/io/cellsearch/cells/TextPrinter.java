package io.cellsearch.cells;

import io.cellsearch.cells.language.CellSyntax;
import io.cellsearch.cells.language.CellSyntax.Constant;
import io.cellsearch.cells.language.CellSyntax.Equation;
import io.cellsearch.cells.language.CellSyntax.NumberOption;
import io.cellsearch.cells.language.CellSyntax.State;
import io.cellsearch.cells.language.CellSyntax.Statement;
import io.cellsearch.cells.language.CellSyntax.SwitchOption;
import io.cellsearch.cells.language.Expression;
import io.cellsearch.cells.language.Expression.Binary;
import io.cellsearch.cells.language.Expression.Call;
import io.cellsearch.cells.language.Expression.Name;
import io.cellsearch.cells.language.Expression.Negation;
import io.cellsearch.cells.language.Expression.Numeral;
import io.cellsearch.cells.language.Expression.Product;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints a cell in one canonical form, with no more parentheses than needed. */
final class TextPrinter {
  private static final int SUM = 1;
  private static final int TERM = 2;
  private static final int FACTOR = 3;
  private static final int ATOM = 4;

  private TextPrinter() {}

  static String print(CellSyntax cell) {
    StringBuilder text = new StringBuilder("cell ").append(cell.name());
    if (!cell.title().isEmpty()) {
      text.append(" \"").append(cell.title()).append('"');
    }
    if (!cell.citation().isEmpty()) {
      text.append(" cites \"").append(cell.citation()).append('"');
    }
    text.append('\n');
    for (Statement statement : cell.statements()) {
      text.append("  ").append(line(statement)).append('\n');
    }
    return text.toString();
  }

  private static String line(Statement statement) {
    if (statement instanceof State state) {
      return "state " + state.name();
    }
    if (statement instanceof Constant constant) {
      return "constant " + constant.name() + " = " + number(constant.value());
    }
    if (statement instanceof NumberOption option) {
      return "option " + option.name() + " = " + number(option.standard());
    }
    if (statement instanceof SwitchOption option) {
      return "option " + option.name() + " = " + option.standard();
    }
    Equation equation = (Equation) statement;
    return equation.text() + " = " + print(equation.right());
  }

  static String print(Expression expression) {
    return print(expression, SUM);
  }

  /** Whole numbers without a point. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String print(Expression expression, int binding) {
    if (expression instanceof Numeral numeral) {
      return number(numeral.value());
    }
    if (expression instanceof Name name) {
      return name.text() + braces(name.attributes());
    }
    if (expression instanceof Product product) {
      return product.matrix() + braces(product.attributes()) + " " + print(product.operand(), ATOM);
    }
    if (expression instanceof Call call) {
      return call.arguments().stream()
          .map(TextPrinter::print)
          .collect(Collectors.joining(", ", call.function() + "(", ")"));
    }
    if (expression instanceof Negation negation) {
      return enclose("-" + print(negation.operand(), FACTOR), FACTOR < binding);
    }
    Binary binary = (Binary) expression;
    int own = binary.operator() == '+' || binary.operator() == '-' ? SUM : TERM;
    String text =
        print(binary.left(), own) + " " + binary.operator() + " " + print(binary.right(), own + 1);
    return enclose(text, own < binding);
  }

  private static String enclose(String text, boolean needed) {
    return needed ? "(" + text + ")" : text;
  }

  private static String braces(Map<String, String> attributes) {
    return attributes.isEmpty()
        ? ""
        : new TreeMap<>(attributes)
            .entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
  }
}
