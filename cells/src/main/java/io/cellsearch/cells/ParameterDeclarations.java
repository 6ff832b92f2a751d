package io.cellsearch.cells;

import io.cellsearch.cells.CellParameter.Shape;
import io.cellsearch.cells.Initialiser.Gate;
import io.cellsearch.cells.language.Attributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;

/** The parameters of a cell with what their attributes say. */
final class ParameterDeclarations {
  private static final String FORGET_BIAS = "forget_bias";

  private final Map<String, CellParameter> parameters = new LinkedHashMap<>();
  private final Numbers numbers;

  ParameterDeclarations(Numbers numbers) {
    this.numbers = numbers;
  }

  /** Declares a parameter, or says more about one that is known. */
  void declare(String id, Shape shape, Map<String, String> attributes) {
    if (parameters.containsKey(id) && attributes.isEmpty()) {
      return;
    }
    CellParameter parameter =
        new CellParameter(
            id,
            shape,
            initialiser(id, shape, attributes),
            Optional.ofNullable(attributes.get("clamp")).map(ParameterDeclarations::bound),
            blocks(attributes));
    parameters.put(id, parameter);
  }

  /** Declares a parameter that starts at the same number under every scheme. */
  void declareFixed(String id, Shape shape, double value) {
    parameters.put(
        id,
        new CellParameter(
            id, shape, new Initialiser.Fixed(value), Optional.empty(), OptionalInt.empty()));
  }

  /** The declared parameters of those ids, in the order of their first use. */
  List<CellParameter> only(Set<String> ids) {
    return parameters.values().stream().filter(parameter -> ids.contains(parameter.id())).toList();
  }

  private Initialiser initialiser(String id, Shape shape, Map<String, String> attributes) {
    String name = attributes.getOrDefault("init", "");
    boolean bias = shape == Shape.VECTOR && id.substring(id.lastIndexOf('.') + 1).startsWith("b");
    Optional<Double> number = name.isEmpty() ? Optional.empty() : numbers.find(name);
    if (bias && (number.isPresent() || name.isEmpty() || name.equals("zero"))) {
      return new Initialiser.Bias(gate(name, attributes), number.orElse(0.0));
    }
    return number.<Initialiser>map(Initialiser.Constant::new).orElseGet(() -> named(name, shape));
  }

  private static Gate gate(String initialiser, Map<String, String> attributes) {
    String forget = initialiser.equals(FORGET_BIAS) ? "forget" : "other";
    return Gate.valueOf(attributes.getOrDefault("gate", forget).toUpperCase(java.util.Locale.ROOT));
  }

  private static Initialiser named(String name, Shape shape) {
    Matcher uniform = Attributes.UNIFORM.matcher(name);
    if (uniform.matches()) {
      return new Initialiser.Uniform(
          Double.parseDouble(uniform.group(1)), Double.parseDouble(uniform.group(2)));
    }
    return switch (name) {
      case "glorot-uniform" -> new Initialiser.GlorotUniform();
      case "lecun-uniform" -> new Initialiser.LecunUniform();
      case "orthogonal" -> new Initialiser.Orthogonal();
      case "identity" -> new Initialiser.Identity();
      case "zero" -> new Initialiser.Constant(0);
      default ->
          switch (shape) {
            case INPUT_MATRIX -> new Initialiser.GlorotUniform();
            case STATE_MATRIX -> new Initialiser.Orthogonal();
            case VECTOR, STATISTIC -> new Initialiser.Constant(0);
          };
    };
  }

  private static Bound bound(String clamp) {
    Matcher root = Attributes.ROOT.matcher(clamp);
    return root.matches()
        ? new Bound.Root(Double.parseDouble(root.group(1)))
        : new Bound.Fixed(Double.parseDouble(clamp));
  }

  private OptionalInt blocks(Map<String, String> attributes) {
    Matcher blocks = Attributes.BLOCKS.matcher(attributes.getOrDefault("mask", ""));
    return blocks.matches() ? OptionalInt.of(numbers.whole(blocks.group(1))) : OptionalInt.empty();
  }
}
