package io.cellsearch.cells.language;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may stand in braces behind a parameter. */
public final class Attributes {
  private static final String NUMBER = "-?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?";

  /** Matches {@code uniform(low, high)}. */
  public static final Pattern UNIFORM =
      Pattern.compile("uniform\\((" + NUMBER + ")\\s*,\\s*(" + NUMBER + ")\\)");

  /** Matches {@code base^(1/T)}; T is the longest sequence. */
  public static final Pattern ROOT =
      Pattern.compile("(" + NUMBER + ")\\s*\\^\\s*\\(1\\s*/\\s*T\\)");

  /** Matches {@code upper-blocks(groups)}; groups is a number or a declared one. */
  public static final Pattern BLOCKS = Pattern.compile("upper-blocks\\(\\s*([a-z0-9_]+)\\s*\\)");

  /** Initialisers by name; a number or a declared number is a constant. */
  static final List<String> INITIALISERS =
      List.of(
          "glorot-uniform",
          "lecun-uniform",
          "orthogonal",
          "identity",
          "uniform(low, high)",
          "zero",
          "forget_bias");

  private static final List<String> GATES = List.of("forget", "input");
  private static final Map<Boolean, Set<String>> KEYS =
      Map.of(
          true, new TreeSet<>(Set.of("init", "clamp", "mask")),
          false, new TreeSet<>(Set.of("init", "clamp", "gate")));

  /** A fault of one attribute, its place being known to the caller. */
  record Fault(String rule, String message, Optional<String> suggestion) {}

  private Attributes() {}

  /** What is wrong with an attribute of a matrix or of a vector. */
  static Optional<Fault> problem(boolean matrix, String key, String value, Set<String> numbers) {
    Set<String> known = KEYS.getOrDefault(matrix, Set.of());
    if (!known.contains(key)) {
      return fault(
          "attributes are " + String.join(", ", known),
          "unknown attribute " + key,
          NearestName.of(key, known));
    }
    return switch (key) {
      case "init" -> initialiser(value, numbers);
      case "clamp" -> clamp(value);
      case "gate" -> gate(value);
      default -> mask(value, numbers);
    };
  }

  private static Optional<Fault> initialiser(String value, Set<String> numbers) {
    Matcher uniform = UNIFORM.matcher(value);
    if (uniform.matches()) {
      return Double.parseDouble(uniform.group(1)) < Double.parseDouble(uniform.group(2))
          ? Optional.empty()
          : fault("uniform(low, high) has low < high", "cannot draw from " + value);
    }
    return INITIALISERS.contains(value) || numbers.contains(value) || isNumber(value)
        ? Optional.empty()
        : fault(
            "init is a number, a declared number or one of " + String.join(", ", INITIALISERS),
            "unknown initialiser " + value,
            NearestName.of(value, INITIALISERS));
  }

  private static Optional<Fault> clamp(String value) {
    Matcher root = ROOT.matcher(value);
    String bound = root.matches() ? root.group(1) : value;
    return isNumber(bound) && Double.parseDouble(bound) > 0
        ? Optional.empty()
        : fault("clamp is a positive number or number^(1/T)", "cannot clamp to " + value);
  }

  private static Optional<Fault> gate(String value) {
    return GATES.contains(value)
        ? Optional.empty()
        : fault("gate is forget or input", "unknown gate " + value, NearestName.of(value, GATES));
  }

  private static Optional<Fault> mask(String value, Set<String> numbers) {
    Matcher blocks = BLOCKS.matcher(value);
    if (!blocks.matches()) {
      return fault(
          "mask is upper-blocks(groups)", "unknown mask " + value, Optional.of("upper-blocks"));
    }
    return isGroups(blocks.group(1), numbers)
        ? Optional.empty()
        : fault(
            "groups is a whole number from 1 or a declared number",
            "cannot use " + blocks.group(1) + " as groups",
            NearestName.of(blocks.group(1), numbers));
  }

  static boolean isGroups(String text, Set<String> numbers) {
    return numbers.contains(text) || text.matches("[1-9][0-9]*");
  }

  /** The word of an attribute that may be a declared number. */
  static String named(String key, String value) {
    Matcher blocks = BLOCKS.matcher(value);
    return blocks.matches() ? blocks.group(1) : key.equals("init") ? value : "";
  }

  private static Optional<Fault> fault(String rule, String message) {
    return fault(rule, message, Optional.empty());
  }

  private static Optional<Fault> fault(String rule, String message, Optional<String> suggestion) {
    return Optional.of(new Fault(rule, message, suggestion));
  }

  /** Whether a text is a plain number. */
  public static boolean isNumber(String text) {
    return text.matches(NUMBER);
  }
}
