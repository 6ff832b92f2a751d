package io.cellsearch.cells;

import io.cellsearch.cells.graph.Graph;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import io.cellsearch.cells.language.Attributes;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Turns a checked syntax tree and settled options into a cell's graph. */
final class Elaborator {
  private static final String PROJECTION = "project.P.x";

  private final Graph graph = new Graph();
  private final Map<String, Node> values = new HashMap<>();
  private final Map<String, Boolean> switches;
  private final Map<String, Double> numbers;
  private final List<String> states;
  private final boolean project;
  private final Map<String, CellParameter> parameters = new LinkedHashMap<>();
  private String equation = "";

  private Elaborator(CellDefinition cell, CellOptions options, boolean project) {
    this.project = project;
    states = cell.states();
    switches = overridden(cell, cell.switches(), options.switches());
    numbers = overridden(cell, cell.numbers(), options.numbers());
    cell.syntax().all(Constant.class).forEach(c -> numbers.put(c.name(), c.value()));
  }

  static Cell elaborate(CellDefinition cell, CellOptions options, boolean project) {
    Elaborator elaborator = new Elaborator(cell, options, project);
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
        cell.name(), elaborator.graph, fused, List.copyOf(elaborator.parameters.values()));
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
    CellParameter.Shape shape =
        input ? CellParameter.Shape.INPUT_MATRIX : CellParameter.Shape.STATE_MATRIX;
    declare(id, shape, product.attributes());
    return graph.product(id, operand);
  }

  private Node call(Call call) {
    List<Expression> arguments = call.arguments();
    if (call.function().equals("when")) {
      String option = ((Name) arguments.get(0)).name();
      return Boolean.TRUE.equals(switches.get(option)) ? node(arguments.get(1)) : graph.constant(0);
    }
    if (call.function().equals("tick")) {
      return graph.tick((int) ((Numeral) arguments.get(0)).value());
    }
    if (call.function().equals("softplus")) {
      return graph.softplus(node(arguments.get(0)));
    }
    Op op = Functions.elementwise(call.function()).orElseThrow();
    return graph.apply(op, arguments.stream().map(this::node).toArray(Node[]::new));
  }

  private Node named(Name name) {
    String text = name.text();
    if (values.containsKey(text)) {
      return value(text);
    }
    if (numbers.containsKey(text)) {
      return graph.constant(numbers.getOrDefault(text, 0.0));
    }
    if (states.contains(text)) {
      return graph.leaf(Op.STATE, text);
    }
    if (text.equals("x")) {
      return input();
    }
    String id = equation + "." + text;
    declare(id, CellParameter.Shape.VECTOR, name.attributes());
    return graph.leaf(Op.VECTOR, id);
  }

  /** The input where it meets vectors of the state's length. */
  private Node input() {
    Node x = graph.leaf(Op.INPUT, "x");
    if (!project) {
      return x;
    }
    declare(PROJECTION, CellParameter.Shape.INPUT_MATRIX, Map.of());
    return graph.product(PROJECTION, x);
  }

  private void declare(String id, CellParameter.Shape shape, Map<String, String> attributes) {
    CellParameter known = parameters.get(id);
    if (known != null && attributes.isEmpty()) {
      return;
    }
    String clamp = attributes.get("clamp");
    String mask = attributes.get("mask");
    parameters.put(
        id,
        new CellParameter(
            id,
            shape,
            initialiser(shape, attributes.getOrDefault("init", "")),
            clamp == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(clamp)),
            mask == null
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(mask.replaceAll("\\D", "")))));
  }

  private Initialiser initialiser(CellParameter.Shape shape, String name) {
    if (numbers.containsKey(name)) {
      return new Initialiser.Constant(numbers.getOrDefault(name, 0.0));
    }
    if (Attributes.isNumber(name)) {
      return new Initialiser.Constant(Double.parseDouble(name));
    }
    return switch (name) {
      case "glorot-uniform" -> new Initialiser.GlorotUniform();
      case "orthogonal" -> new Initialiser.Orthogonal();
      case "identity" -> new Initialiser.Identity();
      case "zero" -> new Initialiser.Constant(0);
      default ->
          switch (shape) {
            case INPUT_MATRIX -> new Initialiser.GlorotUniform();
            case STATE_MATRIX -> new Initialiser.Orthogonal();
            case VECTOR -> new Initialiser.Constant(0);
          };
    };
  }
}
