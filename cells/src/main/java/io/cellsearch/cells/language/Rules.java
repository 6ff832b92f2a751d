package io.cellsearch.cells.language;

import io.cellsearch.cells.language.CellSyntax.Constant;
import io.cellsearch.cells.language.CellSyntax.Equation;
import io.cellsearch.cells.language.CellSyntax.NumberOption;
import io.cellsearch.cells.language.CellSyntax.State;
import io.cellsearch.cells.language.CellSyntax.Statement;
import io.cellsearch.cells.language.CellSyntax.SwitchOption;
import io.cellsearch.cells.language.Expression.Position;
import io.cellsearch.cells.language.Scope.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What must hold of a cell beyond its grammar: declarations, left sides, nothing missing. */
final class Rules {
  private final CellSyntax cell;
  private final Scope scope;

  private Rules(CellSyntax cell) {
    this.cell = cell;
    scope =
        new Scope(
            cell.all(Equation.class).stream().map(Equation::text).collect(Collectors.toSet()));
  }

  static List<CellProblem> check(CellSyntax cell) {
    Rules rules = new Rules(cell);
    cell.statements().forEach(rules::declaration);
    ExpressionRules expressions = new ExpressionRules(rules.scope);
    for (Equation equation : cell.all(Equation.class)) {
      expressions.check(equation.right());
      rules.left(equation);
    }
    rules.completeness();
    return rules.scope.problems();
  }

  private void declaration(Statement statement) {
    if (statement instanceof State state) {
      scope.declare(state.at(), state.name(), Kind.STATE);
    } else if (statement instanceof Constant constant) {
      scope.declare(constant.at(), constant.name(), Kind.NUMBER);
    } else if (statement instanceof NumberOption option) {
      scope.declare(option.at(), option.name(), Kind.NUMBER);
    } else if (statement instanceof SwitchOption option) {
      scope.declare(option.at(), option.name(), Kind.SWITCH);
    }
  }

  private void left(Equation equation) {
    String name = equation.name();
    Position at = equation.at();
    boolean state = scope.is(Kind.STATE, name);
    if (scope.written().containsKey(equation.text())) {
      scope.problem(at, "a name is assigned once", equation.text() + " is assigned twice");
    } else if (equation.primed() && !state) {
      scope.problem(
          at,
          "only the new value of a state is written with '",
          name + " is not a state",
          NearestName.of(name, scope.all(Kind.STATE)));
    } else if (!equation.primed() && state) {
      scope.problem(
          at,
          "the old value of a state cannot be assigned",
          name + " is a state; write " + name + "' = …",
          Optional.of(name + "'"));
    } else if (!equation.primed() && hasMeaning(name)) {
      scope.problem(
          at,
          "constants, options and words of the language cannot be assigned",
          name + " has a meaning already");
    } else if (Character.isUpperCase(name.charAt(0))) {
      scope.problem(
          at, "capital letters are matrices", name + " must begin with a lower-case letter");
    } else if (Functions.names().contains(name)) {
      scope.problem(at, "words of the language cannot be names", name + " is a function");
    }
    scope.write(equation.text(), at);
  }

  private boolean hasMeaning(String name) {
    return scope.is(Kind.NUMBER, name) || scope.is(Kind.SWITCH, name) || Scope.isReserved(name);
  }

  private void completeness() {
    if (scope.all(Kind.STATE).isEmpty()) {
      scope.problem(
          new Position(1, 1),
          "a cell has at least one state; the first is its output",
          "no state is declared");
    }
    for (State state : cell.all(State.class)) {
      if (!scope.isEverWritten(state.name() + "'")) {
        scope.problem(
            state.at(),
            "every state gets a new value",
            "state " + state.name() + " is never written");
      }
    }
    scope
        .written()
        .forEach(
            (name, at) -> {
              if (!name.endsWith("'")) {
                used(name, at);
              }
            });
    for (Statement statement : cell.statements()) {
      declaredName(statement).ifPresent(name -> used(name, statement.at()));
    }
  }

  private void used(String name, Position at) {
    if (!scope.isUsed(name)) {
      scope.problem(at, "every name is used", name + " is never used");
    }
  }

  private static Optional<String> declaredName(Statement statement) {
    if (statement instanceof Constant constant) {
      return Optional.of(constant.name());
    }
    if (statement instanceof NumberOption option) {
      return Optional.of(option.name());
    }
    return statement instanceof SwitchOption option ? Optional.of(option.name()) : Optional.empty();
  }
}
