package io.cellsearch.cells.language;

import io.cellsearch.cells.language.Expression.Binary;
import io.cellsearch.cells.language.Expression.Call;
import io.cellsearch.cells.language.Expression.Name;
import io.cellsearch.cells.language.Expression.Negation;
import io.cellsearch.cells.language.Expression.Numeral;
import io.cellsearch.cells.language.Expression.Position;
import io.cellsearch.cells.language.Expression.Product;
import io.cellsearch.cells.language.Scope.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold of the right side of an equation. */
final class ExpressionRules {
  private static final String PARAMETER = "[a-z][0-9]*";

  private final Scope scope;

  ExpressionRules(Scope scope) {
    this.scope = scope;
  }

  void check(Expression expression) {
    if (expression instanceof Name name) {
      name(name);
    } else if (expression instanceof Product product) {
      product(product);
    } else if (expression instanceof Binary binary) {
      check(binary.left());
      check(binary.right());
    } else if (expression instanceof Negation negation) {
      check(negation.operand());
    } else if (expression instanceof Call call) {
      call(call);
    }
  }

  private void product(Product product) {
    attributes(true, product.at(), product.attributes());
    if (product.operand() instanceof Numeral) {
      scope.problem(
          product.operand().at(),
          "a matrix is followed by a vector",
          product.matrix() + " cannot multiply a number");
    }
    check(product.operand());
  }

  private void name(Name name) {
    String text = name.text();
    if (scope.written().containsKey(text) || scope.is(Kind.NUMBER, text)) {
      scope.use(text);
    } else if (scope.isEverWritten(text)) {
      scope.problem(
          name.at(),
          "a name is assigned before it is used, so that equations form no cycle",
          text + " is assigned only later");
      scope.use(text);
    } else if (name.primed()) {
      scope.problem(
          name.at(),
          "only the new value of a state is written with '",
          text + " is never assigned",
          NearestName.of(name.name(), scope.all(Kind.STATE)));
    } else if (scope.is(Kind.SWITCH, text)) {
      scope.problem(
          name.at(),
          "a switch stands only in when(switch, value)",
          text + " is true or false, not a number");
      scope.use(text);
    } else if (!scope.is(Kind.STATE, text) && !text.equals("x")) {
      parameter(name);
      return;
    }
    if (!name.attributes().isEmpty()) {
      scope.problem(name.at(), "only parameters have attributes", text + " is not a parameter");
    }
  }

  private void parameter(Name name) {
    if (!name.name().matches(PARAMETER)) {
      scope.problem(
          name.at(),
          "a name is assigned or declared; vector parameters are one letter and digits",
          "unknown name " + name.name(),
          NearestName.of(name.name(), scope.meanings()));
    }
    attributes(false, name.at(), name.attributes());
  }

  private void attributes(boolean matrix, Position at, Map<String, String> attributes) {
    attributes.forEach(
        (key, value) -> {
          Attributes.problem(matrix, key, value, scope.all(Kind.NUMBER))
              .ifPresent(
                  fault -> scope.problem(at, fault.rule(), fault.message(), fault.suggestion()));
          scope.use(Attributes.named(key, value));
        });
  }

  private void call(Call call) {
    String function = call.function();
    if (!Functions.names().contains(function)) {
      scope.problem(
          call.at(),
          "the functions of this version are " + String.join(", ", Functions.names()),
          "unknown function " + function,
          NearestName.of(function, Functions.names()));
      call.arguments().forEach(this::check);
      return;
    }
    int arity = Functions.arity(function);
    if (call.arguments().size() != arity) {
      scope.problem(
          call.at(),
          function + " takes " + arity + " argument" + (arity == 1 ? "" : "s"),
          "got " + call.arguments().size());
      return;
    }
    arguments(function, call.arguments());
  }

  private void arguments(String function, List<Expression> arguments) {
    Expression first = arguments.get(0);
    switch (function) {
      case Functions.WHEN -> {
        toggle(first);
        check(arguments.get(1));
      }
      case Functions.TICK -> period(first);
      case Functions.CLOCK -> groups(first);
      case Functions.BELOW -> stateBelow(first);
      case Functions.BATCHNORM -> normalised(first);
      default -> arguments.forEach(this::check);
    }
  }

  private void toggle(Expression argument) {
    if (argument instanceof Name name && !name.primed() && scope.is(Kind.SWITCH, name.name())) {
      scope.use(name.name());
    } else {
      scope.problem(
          argument.at(),
          "when begins with a switch that an option line declares",
          "no such switch",
          nearest(argument, Kind.SWITCH));
    }
  }

  private void period(Expression argument) {
    if (!isWhole(argument)) {
      scope.problem(
          argument.at(), "a tick's period is a whole number from 1", "cannot use this period");
    }
  }

  private void groups(Expression argument) {
    if (argument instanceof Name name && scope.is(Kind.NUMBER, name.text())) {
      scope.use(name.text());
    } else if (!isWhole(argument)) {
      scope.problem(
          argument.at(),
          "a clock's groups are a whole number from 1 or a declared number",
          "cannot use these groups",
          nearest(argument, Kind.NUMBER));
    }
  }

  private static boolean isWhole(Expression argument) {
    return argument instanceof Numeral number
        && number.value() == Math.rint(number.value())
        && number.value() >= 1;
  }

  private void stateBelow(Expression argument) {
    boolean state =
        argument instanceof Name name
            && !name.primed()
            && name.attributes().isEmpty()
            && scope.is(Kind.STATE, name.name());
    if (!state) {
      scope.problem(
          argument.at(),
          "below is followed by a state, without '",
          "no such state",
          nearest(argument, Kind.STATE));
    }
  }

  private void normalised(Expression argument) {
    boolean input =
        argument instanceof Product product
            && product.operand() instanceof Name name
            && name.text().equals("x");
    if (!input) {
      scope.problem(
          argument.at(),
          "batchnorm takes one matrix times x: its mean is over all steps, which only the input"
              + " knows beforehand",
          "cannot normalise this");
    }
    check(argument);
  }

  private Optional<String> nearest(Expression argument, Kind kind) {
    return argument instanceof Name name
        ? NearestName.of(name.name(), scope.all(kind))
        : Optional.empty();
  }
}
