package io.cellsearch.cells.language;

import io.cellsearch.cells.graph.Op;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The functions of the language: elementwise operations, and some that are made of several or
 * settled when a cell is compiled.
 */
public final class Functions {
  /**
   * {@code when(option, value)}: the value where the switch is on, else nothing at all, parameters
   * included.
   */
  static final String WHEN = "when";

  /** {@code tick(period)}: 1 at the steps that the period divides, counted from 0. */
  static final String TICK = "tick";

  /** {@code clock(groups)}: 1 for the units of group j where 2^(j − 1) divides the step. */
  static final String CLOCK = "clock";

  /** {@code below(c)}: state c of the layer below at the same step. */
  static final String BELOW = "below";

  /** {@code batchnorm(W x)}: normalised over the batch and its steps, then scaled and shifted. */
  static final String BATCHNORM = "batchnorm";

  /** {@code softplus(u)}: log(1 + exp(u)). */
  static final String SOFTPLUS = "softplus";

  private static final Map<String, Op> ELEMENTWISE = new LinkedHashMap<>();

  static {
    for (Op op :
        List.of(
            Op.SIGMOID,
            Op.TANH,
            Op.RELU,
            Op.EXP,
            Op.LOG,
            Op.SQRT,
            Op.ABS,
            Op.MAX,
            Op.MIN,
            Op.WHERE,
            Op.STOP)) {
      ELEMENTWISE.put(op.name().toLowerCase(java.util.Locale.ROOT), op);
    }
  }

  private Functions() {}

  /** Every function's name. */
  static List<String> names() {
    List<String> names = new java.util.ArrayList<>(ELEMENTWISE.keySet());
    names.add(names.indexOf("relu") + 1, SOFTPLUS);
    names.addAll(List.of(BATCHNORM, BELOW, TICK, CLOCK, WHEN));
    return names;
  }

  /** The elementwise operation of that name. */
  public static Optional<Op> elementwise(String name) {
    return Optional.ofNullable(ELEMENTWISE.get(name));
  }

  /** How many arguments a known function takes. */
  static int arity(String name) {
    return switch (name) {
      case "max", "min", WHEN -> 2;
      case "where" -> 3;
      default -> 1;
    };
  }
}
