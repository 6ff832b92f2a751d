package io.cellsearch.cells.language;

import io.cellsearch.cells.language.CellSyntax.Constant;
import io.cellsearch.cells.language.CellSyntax.Equation;
import io.cellsearch.cells.language.CellSyntax.NumberOption;
import io.cellsearch.cells.language.CellSyntax.State;
import io.cellsearch.cells.language.CellSyntax.Statement;
import io.cellsearch.cells.language.CellSyntax.SwitchOption;
import io.cellsearch.cells.language.Expression.Binary;
import io.cellsearch.cells.language.Expression.Call;
import io.cellsearch.cells.language.Expression.Name;
import io.cellsearch.cells.language.Expression.Negation;
import io.cellsearch.cells.language.Expression.Numeral;
import io.cellsearch.cells.language.Expression.Position;
import io.cellsearch.cells.language.Expression.Product;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What must hold of a cell beyond its grammar: names, arities, states, attributes. */
final class Rules {
  private static final String PARAMETER = "[a-z][0-9]*";
  private static final Set<String> RESERVED = Set.of("x", "cell", "state", "constant", "option");

  private final CellSyntax cell;
  private final List<CellProblem> problems = new ArrayList<>();
  private final Set<String> states = new TreeSet<>();
  private final Set<String> numbers = new TreeSet<>();
  private final Set<String> switches = new TreeSet<>();
  private final Map<String, Position> written = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();
  private final Set<String> everWritten = new HashSet<>();

  private Rules(CellSyntax cell) {
    this.cell = cell;
  }

  static List<CellProblem> check(CellSyntax cell) {
    Rules rules = new Rules(cell);
    rules.declarations();
    rules.equations();
    rules.completeness();
    rules.problems.sort(
        Comparator.comparingInt(CellProblem::line).thenComparingInt(CellProblem::column));
    return rules.problems;
  }

  private void declarations() {
    for (Statement statement : cell.statements()) {
      if (statement instanceof State state) {
        declare(state.at(), state.name(), states);
      } else if (statement instanceof Constant constant) {
        declare(constant.at(), constant.name(), numbers);
      } else if (statement instanceof NumberOption option) {
        declare(option.at(), option.name(), numbers);
      } else if (statement instanceof SwitchOption option) {
        declare(option.at(), option.name(), switches);
      }
    }
    cell.all(Equation.class).forEach(equation -> everWritten.add(equation.text()));
  }

  private void declare(Position at, String name, Set<String> into) {
    if (states.contains(name) || numbers.contains(name) || switches.contains(name)) {
      problem(at, "a name is declared once", name + " is declared twice");
      used.add(name);
    } else if (RESERVED.contains(name) || Functions.names().contains(name)) {
      problem(at, "words of the language cannot be names", name + " is reserved");
    } else if (Character.isUpperCase(name.charAt(0))) {
      problem(at, "capital letters are matrices", name + " must begin with a lower-case letter");
    } else {
      into.add(name);
    }
  }

  private void equations() {
    for (Equation equation : cell.all(Equation.class)) {
      expression(equation.right());
      left(equation);
    }
  }

  private void left(Equation equation) {
    String name = equation.name();
    String text = equation.text();
    if (written.containsKey(text)) {
      problem(equation.at(), "a name is assigned once", text + " is assigned twice");
    } else if (equation.primed() && !states.contains(name)) {
      problem(
          equation.at(),
          "only the new value of a state is written with '",
          name + " is not a state",
          Names.nearest(name, states));
    } else if (!equation.primed() && states.contains(name)) {
      problem(
          equation.at(),
          "the old value of a state cannot be assigned",
          name + " is a state; write " + name + "' = …",
          Optional.of(name + "'"));
    } else if (!equation.primed()
        && (numbers.contains(name) || switches.contains(name) || RESERVED.contains(name))) {
      problem(
          equation.at(),
          "constants, options and words of the language cannot be assigned",
          name + " has a meaning already");
    } else if (Character.isUpperCase(name.charAt(0))) {
      problem(
          equation.at(),
          "capital letters are matrices",
          name + " must begin with a lower-case letter");
    } else if (Functions.names().contains(name)) {
      problem(equation.at(), "words of the language cannot be names", name + " is a function");
    }
    written.putIfAbsent(text, equation.at());
  }

  private void expression(Expression expression) {
    if (expression instanceof Name name) {
      name(name);
    } else if (expression instanceof Product product) {
      attributes(product.at(), product.attributes(), true);
      if (product.operand() instanceof Numeral) {
        problem(
            product.operand().at(),
            "a matrix is followed by a vector",
            product.matrix() + " cannot multiply a number");
      }
      expression(product.operand());
    } else if (expression instanceof Binary binary) {
      expression(binary.left());
      expression(binary.right());
    } else if (expression instanceof Negation negation) {
      expression(negation.operand());
    } else if (expression instanceof Call call) {
      call(call);
    }
  }

  private void name(Name name) {
    String text = name.text();
    if (written.containsKey(text)) {
      used.add(text);
    } else if (everWritten.contains(text)) {
      problem(
          name.at(),
          "a name is assigned before it is used, so that equations form no cycle",
          text + " is assigned only later");
      used.add(text);
    } else if (name.primed()) {
      problem(
          name.at(),
          "only the new value of a state is written with '",
          text + " is never assigned",
          Names.nearest(name.name(), states));
    } else if (switches.contains(text)) {
      problem(
          name.at(),
          "a switch stands only in when(switch, value)",
          text + " is true or false, not a number");
      used.add(text);
    } else if (numbers.contains(text)) {
      used.add(text);
    } else if (!states.contains(text) && !text.equals("x")) {
      parameter(name);
      return;
    }
    if (!name.attributes().isEmpty()) {
      problem(name.at(), "only parameters have attributes", text + " is not a parameter");
    }
  }

  private void parameter(Name name) {
    if (!name.name().matches(PARAMETER)) {
      Set<String> valid = new TreeSet<>(states);
      valid.addAll(numbers);
      valid.addAll(everWritten);
      valid.addAll(Functions.names());
      problem(
          name.at(),
          "a name is assigned or declared; vector parameters are one letter and digits",
          "unknown name " + name.name(),
          Names.nearest(name.name(), valid));
    }
    attributes(name.at(), name.attributes(), false);
  }

  private void attributes(Position at, Map<String, String> attributes, boolean matrix) {
    Set<String> known = matrix ? Set.of("init", "clamp", "mask") : Set.of("init", "clamp");
    attributes.forEach(
        (key, value) -> {
          if (!known.contains(key)) {
            problem(
                at,
                "attributes are " + String.join(", ", new TreeSet<>(known)),
                "unknown attribute " + key,
                Names.nearest(key, known));
          } else {
            Attributes.problem(key, value, numbers)
                .ifPresent(
                    problem ->
                        problem(at, problem.rule(), problem.message(), problem.suggestion()));
          }
          if (key.equals("init") && numbers.contains(value)) {
            used.add(value);
          }
        });
  }

  private void call(Call call) {
    String function = call.function();
    if (!Functions.names().contains(function)) {
      problem(
          call.at(),
          "the functions of this version are " + String.join(", ", Functions.names()),
          "unknown function " + function,
          Names.nearest(function, Functions.names()));
      call.arguments().forEach(this::expression);
      return;
    }
    int arity = Functions.arity(function);
    if (call.arguments().size() != arity) {
      problem(
          call.at(),
          function + " takes " + arity + " argument" + (arity == 1 ? "" : "s"),
          "got " + call.arguments().size());
      return;
    }
    List<Expression> rest = call.arguments();
    if (function.equals(Functions.WHEN)) {
      if (rest.get(0) instanceof Name name && !name.primed() && switches.contains(name.name())) {
        used.add(name.name());
      } else {
        problem(
            rest.get(0).at(),
            "when begins with a switch that an option line declares",
            "no such switch",
            rest.get(0) instanceof Name name
                ? Names.nearest(name.name(), switches)
                : Optional.empty());
      }
      rest = rest.subList(1, rest.size());
    } else if (function.equals(Functions.TICK)) {
      if (!(rest.get(0) instanceof Numeral period)
          || period.value() != Math.rint(period.value())
          || period.value() < 1) {
        problem(
            rest.get(0).at(), "a tick's period is a whole number from 1", "cannot use this period");
      }
      return;
    }
    rest.forEach(this::expression);
  }

  private void completeness() {
    if (states.isEmpty()) {
      problem(
          new Position(1, 1),
          "a cell has at least one state; the first is its output",
          "no state is declared");
    }
    for (State state : cell.all(State.class)) {
      if (!everWritten.contains(state.name() + "'")) {
        problem(
            state.at(),
            "every state gets a new value",
            "state " + state.name() + " is never written");
      }
    }
    written.forEach(
        (name, at) -> {
          if (!name.endsWith("'") && !used.contains(name)) {
            problem(at, "every name is used", name + " is never used");
          }
        });
    unusedDeclarations();
  }

  private void unusedDeclarations() {
    for (Statement statement : cell.statements()) {
      Optional<String> name =
          statement instanceof Constant constant
              ? Optional.of(constant.name())
              : statement instanceof NumberOption number
                  ? Optional.of(number.name())
                  : statement instanceof SwitchOption toggle
                      ? Optional.of(toggle.name())
                      : Optional.empty();
      name.filter(declared -> !used.contains(declared))
          .ifPresent(
              declared ->
                  problem(statement.at(), "every name is used", declared + " is never used"));
    }
  }

  private void problem(Position at, String rule, String message) {
    problem(at, rule, message, Optional.empty());
  }

  private void problem(Position at, String rule, String message, Optional<String> suggestion) {
    problems.add(new CellProblem(at.line(), at.column(), rule, message, suggestion));
  }
}
