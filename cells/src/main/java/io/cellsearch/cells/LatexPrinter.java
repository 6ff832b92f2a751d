package io.cellsearch.cells;

import io.cellsearch.cells.language.CellSyntax;
import io.cellsearch.cells.language.CellSyntax.Equation;
import io.cellsearch.cells.language.CellSyntax.State;
import io.cellsearch.cells.language.Expression;
import io.cellsearch.cells.language.Expression.Binary;
import io.cellsearch.cells.language.Expression.Call;
import io.cellsearch.cells.language.Expression.Name;
import io.cellsearch.cells.language.Expression.Negation;
import io.cellsearch.cells.language.Expression.Numeral;
import io.cellsearch.cells.language.Expression.Product;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Prints a cell's equations as papers do: new states carry t, old ones t-1, parameters their
 * equation, elementwise products are ⊙.
 */
final class LatexPrinter {
  private static final Set<String> ROMAN = Set.of("tanh", "exp", "log", "max", "min");

  private final List<String> states;
  private final Set<String> assigned;
  private String equation = "";

  private LatexPrinter(CellSyntax cell) {
    states = cell.all(State.class).stream().map(State::name).toList();
    assigned =
        cell.all(Equation.class).stream()
            .filter(equation -> !equation.primed())
            .map(Equation::name)
            .collect(Collectors.toSet());
  }

  static String print(CellSyntax cell) {
    LatexPrinter printer = new LatexPrinter(cell);
    return cell.all(Equation.class).stream()
        .map(printer::line)
        .collect(Collectors.joining(" \\\\\n", "\\begin{aligned}\n", "\n\\end{aligned}\n"));
  }

  private String line(Equation line) {
    equation = line.name();
    return name(line.name()) + "_t &= " + print(line.right(), false);
  }

  private String print(Expression expression, boolean enclosed) {
    if (expression instanceof Numeral numeral) {
      return TextPrinter.number(numeral.value());
    }
    if (expression instanceof Name name) {
      return name(name);
    }
    if (expression instanceof Product product) {
      return parameter(product.matrix()) + " " + print(product.operand(), true);
    }
    if (expression instanceof Negation negation) {
      return "-" + print(negation.operand(), true);
    }
    if (expression instanceof Call call) {
      return call(call);
    }
    String text = binary((Binary) expression);
    return enclosed ? "(" + text + ")" : text;
  }

  private String binary(Binary binary) {
    boolean sum = binary.operator() == '+' || binary.operator() == '-';
    String left = print(binary.left(), !sum && isSum(binary.left()));
    String right = print(binary.right(), isSum(binary.right()) && binary.operator() != '+');
    return switch (binary.operator()) {
      case '*' -> left + " \\odot " + right;
      case '/' ->
          "\\frac{" + print(binary.left(), false) + "}{" + print(binary.right(), false) + "}";
      default -> left + " " + binary.operator() + " " + right;
    };
  }

  private static boolean isSum(Expression expression) {
    return expression instanceof Binary binary
        && (binary.operator() == '+' || binary.operator() == '-');
  }

  private String call(Call call) {
    if (call.function().equals("below")) {
      return name(((Name) call.arguments().get(0)).name()) + "_t^{(l-1)}";
    }
    if (call.function().equals("sqrt")) {
      return "\\sqrt{" + print(call.arguments().get(0), false) + "}";
    }
    String arguments =
        call.arguments().stream().map(a -> print(a, false)).collect(Collectors.joining(", "));
    String function =
        call.function().equals("sigmoid")
            ? "\\sigma"
            : ROMAN.contains(call.function())
                ? "\\" + call.function()
                : "\\mathrm{" + call.function() + "}";
    return function + "(" + arguments + ")";
  }

  private String name(Name name) {
    String text = name.name();
    if (name.primed() || assigned.contains(text) || text.equals("x")) {
      return name(text) + "_t";
    }
    if (states.contains(text)) {
      return name(text) + "_{t-1}";
    }
    return text.matches("[a-z][0-9]*") ? parameter(text) : name(text);
  }

  private String parameter(String letter) {
    return letter.charAt(0) + "_{" + equation + letter.substring(1) + "}";
  }

  private static String name(String name) {
    return name.length() == 1 ? name : "\\mathit{" + name.replace("_", "\\_") + "}";
  }
}
