package io.cellsearch.cells.language;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What may stand in braces behind a parameter. */
public final class Attributes {
  /** Initialisers by name; a number or a declared number is a constant. */
  static final List<String> INITIALISERS =
      List.of("glorot-uniform", "orthogonal", "identity", "zero", "forget_bias");

  /** A fault of one attribute, its place being known to the caller. */
  record Fault(String rule, String message, Optional<String> suggestion) {}

  private Attributes() {}

  static Optional<Fault> problem(String key, String value, Set<String> numbers) {
    return switch (key) {
      case "init" ->
          INITIALISERS.contains(value) || numbers.contains(value) || isNumber(value)
              ? Optional.empty()
              : Optional.of(
                  new Fault(
                      "init is a number, a declared number or one of "
                          + String.join(", ", INITIALISERS),
                      "unknown initialiser " + value,
                      Names.nearest(value, INITIALISERS)));
      case "clamp" ->
          isNumber(value) && Double.parseDouble(value) > 0
              ? Optional.empty()
              : Optional.of(
                  new Fault(
                      "clamp is a positive number", "cannot clamp to " + value, Optional.empty()));
      default ->
          value.matches("upper-blocks\\([1-9][0-9]*\\)")
              ? Optional.empty()
              : Optional.of(
                  new Fault(
                      "mask is upper-blocks(groups)",
                      "unknown mask " + value,
                      Optional.of("upper-blocks")));
    };
  }

  /** Whether a text is a plain number. */
  public static boolean isNumber(String text) {
    return text.matches("-?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  }
}
