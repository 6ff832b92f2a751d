package io.cellsearch.cells;

import io.cellsearch.cells.CellParameter.Shape;
import io.cellsearch.cells.graph.Graph;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import io.cellsearch.cells.language.CellSyntax.Constant;
import io.cellsearch.cells.language.CellSyntax.Equation;
import io.cellsearch.cells.language.Expression;
import io.cellsearch.cells.language.Expression.Binary;
import io.cellsearch.cells.language.Expression.Call;
import io.cellsearch.cells.language.Expression.Name;
import io.cellsearch.cells.language.Expression.Negation;
import io.cellsearch.cells.language.Expression.Numeral;
import io.cellsearch.cells.language.Expression.Product;
import io.cellsearch.cells.language.Functions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns a checked syntax tree and settled options into a cell's graph. */
final class Elaborator {
  private static final String PROJECTION = "project.P.x";

  /** Where a layer stands. */
  enum Position {
    /** At the bottom, its input as long as its state. */
    FIRST,
    /** At the bottom, its input of another length. */
    FIRST_PROJECTING,
    /** Above another layer of the same cell. */
    ABOVE
  }

  private final Graph graph = new Graph();
  private final Map<String, Node> values = new HashMap<>();
  private final Map<String, Boolean> switches;
  private final Numbers numbers;
  private final List<String> states;
  private final Position position;
  private final ParameterDeclarations parameters;
  private String equation = "";

  private Elaborator(CellDefinition cell, CellOptions options, Position position) {
    this.position = position;
    states = cell.states();
    switches = overridden(cell, cell.switches(), options.switches());
    Map<String, Double> settled = overridden(cell, cell.numbers(), options.numbers());
    cell.syntax().all(Constant.class).forEach(c -> settled.put(c.name(), c.value()));
    numbers = new Numbers(cell.name(), settled);
    parameters = new ParameterDeclarations(numbers);
  }

  static Cell elaborate(CellDefinition cell, CellOptions options, Position position) {
    Elaborator elaborator = new Elaborator(cell, options, position);
    for (Equation equation : cell.syntax().all(Equation.class)) {
      elaborator.equation = equation.name();
      elaborator.values.put(equation.text(), elaborator.node(equation.right()));
    }
    Map<String, Node> next = new LinkedHashMap<>();
    for (String state : elaborator.states) {
      next.put(state, elaborator.value(state + "'"));
    }
    Map<String, Node> fused = Preactivations.fuse(elaborator.graph, next);
    return new Cell(
        cell.name(), elaborator.graph, fused, elaborator.parameters.only(reached(fused)));
  }

  /** Parameters that any state depends on: what is multiplied by nothing has none. */
  private static Set<String> reached(Map<String, Node> next) {
    Set<String> ids = new HashSet<>();
    for (Node node : Graph.reach(next.values())) {
      ids.addAll(node.matrices());
      if (node.op() == Op.VECTOR) {
        ids.add(node.name());
      } else if (node.op() == Op.NORMALISED) {
        ids.addAll(List.of(node.name(), node.name() + ".mean", node.name() + ".variance"));
      }
    }
    return ids;
  }

  private static <T> Map<String, T> overridden(
      CellDefinition cell, Map<String, T> standard, Map<String, T> given) {
    Map<String, T> settled = new HashMap<>(standard);
    given.forEach(
        (name, value) -> {
          if (settled.replace(name, value) == null) {
            throw new IllegalArgumentException(
                cell.name()
                    + " has no option "
                    + name
                    + " of this kind; it has "
                    + standard.keySet());
          }
        });
    return settled;
  }

  private Node value(String name) {
    Node node = values.get(name);
    if (node == null) {
      throw new IllegalStateException("no value of " + name + " in a checked cell");
    }
    return node;
  }

  private Node node(Expression expression) {
    if (expression instanceof Numeral numeral) {
      return graph.constant(numeral.value());
    }
    if (expression instanceof Negation negation) {
      return graph.negate(node(negation.operand()));
    }
    if (expression instanceof Binary binary) {
      Node left = node(binary.left());
      Node right = node(binary.right());
      return switch (binary.operator()) {
        case '+' -> graph.add(left, right);
        case '-' -> graph.subtract(left, right);
        case '*' -> graph.multiply(left, right);
        default -> graph.apply(Op.DIVIDE, left, right);
      };
    }
    if (expression instanceof Product product) {
      return product(product);
    }
    return expression instanceof Call call ? call(call) : named((Name) expression);
  }

  private Node product(Product product) {
    boolean input = product.operand() instanceof Name name && name.text().equals("x");
    String id = equation + "." + product.matrix() + "." + TextPrinter.print(product.operand());
    Node operand = input ? graph.leaf(Op.INPUT, "x") : node(product.operand());
    Shape shape = input ? Shape.INPUT_MATRIX : Shape.STATE_MATRIX;
    parameters.declare(id, shape, product.attributes());
    return graph.product(id, operandOf(operand));
  }

  /** Matrices multiply the input, states and values that are computed within the step. */
  private Node operandOf(Node value) {
    boolean direct = !value.isLeaf() || value.op() == Op.INPUT || value.op() == Op.STATE;
    return direct ? value : graph.apply(Op.COPY, value);
  }

  private Node call(Call call) {
    List<Expression> arguments = call.arguments();
    Expression first = arguments.get(0);
    return switch (call.function()) {
      case "when" ->
          Boolean.TRUE.equals(switches.get(((Name) first).name()))
              ? node(arguments.get(1))
              : graph.constant(0);
      case "tick" -> graph.tick((int) ((Numeral) first).value());
      case "clock" -> graph.clock(numbers.whole(TextPrinter.print(first)));
      case "below" ->
          position == Position.ABOVE
              ? graph.leaf(Op.BELOW, ((Name) first).name())
              : graph.constant(0);
      case "batchnorm" -> normalised((Product) first);
      case "softplus" -> graph.softplus(node(first));
      default ->
          graph.apply(
              Functions.elementwise(call.function()).orElseThrow(),
              arguments.stream().map(this::node).toArray(Node[]::new));
    };
  }

  /** The normalised product, scaled and shifted (Ioffe and Szegedy 2015). */
  private Node normalised(Product product) {
    String id = equation + ".batchnorm." + product.matrix() + ".x";
    parameters.declare(id, Shape.INPUT_MATRIX, product.attributes());
    parameters.declareFixed(id + ".scale", Shape.VECTOR, 1);
    parameters.declareFixed(id + ".shift", Shape.VECTOR, 0);
    parameters.declareFixed(id + ".mean", Shape.STATISTIC, 0);
    parameters.declareFixed(id + ".variance", Shape.STATISTIC, 1);
    Node scaled =
        graph.multiply(graph.leaf(Op.VECTOR, id + ".scale"), graph.leaf(Op.NORMALISED, id));
    return graph.add(scaled, graph.leaf(Op.VECTOR, id + ".shift"));
  }

  private Node named(Name name) {
    String text = name.text();
    if (values.containsKey(text)) {
      return value(text);
    }
    if (numbers.has(text)) {
      return graph.constant(numbers.find(text).orElse(0.0));
    }
    if (states.contains(text)) {
      return graph.leaf(Op.STATE, text);
    }
    if (text.equals("x")) {
      return input();
    }
    String id = equation + "." + text;
    parameters.declare(id, Shape.VECTOR, name.attributes());
    return graph.leaf(Op.VECTOR, id);
  }

  /** The input where it meets vectors of the state's length. */
  private Node input() {
    Node x = graph.leaf(Op.INPUT, "x");
    if (position != Position.FIRST_PROJECTING) {
      return x;
    }
    parameters.declare(PROJECTION, Shape.INPUT_MATRIX, Map.of());
    return graph.product(PROJECTION, x);
  }
}
