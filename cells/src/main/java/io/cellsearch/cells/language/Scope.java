package io.cellsearch.cells.language;

import io.cellsearch.cells.language.Expression.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the names of a cell mean as its text is read line by line, and the problems found so far.
 */
final class Scope {
  private static final Set<String> RESERVED = Set.of("x", "cell", "state", "constant", "option");

  /** What a declaration makes of a name. */
  enum Kind {
    STATE,
    NUMBER,
    SWITCH
  }

  private final Map<Kind, Set<String>> declared = new LinkedHashMap<>();
  private final Map<String, Position> written = new LinkedHashMap<>();
  private final Set<String> everWritten;
  private final Set<String> used = new HashSet<>();
  private final List<CellProblem> problems = new ArrayList<>();

  /**
   * A scope in which nothing is declared.
   *
   * @param everWritten left sides of all equations
   */
  Scope(Set<String> everWritten) {
    this.everWritten = Set.copyOf(everWritten);
    for (Kind kind : Kind.values()) {
      declared.put(kind, new TreeSet<>());
    }
  }

  void declare(Position at, String name, Kind kind) {
    if (declared.values().stream().anyMatch(names -> names.contains(name))) {
      problem(at, "a name is declared once", name + " is declared twice");
      use(name);
    } else if (isReserved(name) || Functions.names().contains(name)) {
      problem(at, "words of the language cannot be names", name + " is reserved");
    } else if (Character.isUpperCase(name.charAt(0))) {
      problem(at, "capital letters are matrices", name + " must begin with a lower-case letter");
    } else {
      declared.getOrDefault(kind, new TreeSet<>()).add(name);
    }
  }

  static boolean isReserved(String name) {
    return RESERVED.contains(name);
  }

  boolean is(Kind kind, String name) {
    return all(kind).contains(name);
  }

  /** Every name of a kind. */
  Set<String> all(Kind kind) {
    return Collections.unmodifiableSet(declared.getOrDefault(kind, Set.of()));
  }

  /** Says that a left side has been read. */
  void write(String text, Position at) {
    written.putIfAbsent(text, at);
  }

  /** Left sides read so far. */
  Map<String, Position> written() {
    return Collections.unmodifiableMap(written);
  }

  /** Whether any line of the text has that left side. */
  boolean isEverWritten(String text) {
    return everWritten.contains(text);
  }

  void use(String name) {
    used.add(name);
  }

  boolean isUsed(String name) {
    return used.contains(name);
  }

  /** Names that an author may have meant. */
  Set<String> meanings() {
    Set<String> valid = new TreeSet<>(all(Kind.STATE));
    valid.addAll(all(Kind.NUMBER));
    valid.addAll(everWritten);
    valid.addAll(Functions.names());
    return valid;
  }

  void problem(Position at, String rule, String message) {
    problem(at, rule, message, Optional.empty());
  }

  void problem(Position at, String rule, String message, Optional<String> suggestion) {
    problems.add(new CellProblem(at.line(), at.column(), rule, message, suggestion));
  }

  /** All problems in the order of the text. */
  List<CellProblem> problems() {
    List<CellProblem> sorted = new ArrayList<>(problems);
    sorted.sort(Comparator.comparingInt(CellProblem::line).thenComparingInt(CellProblem::column));
    return sorted;
  }
}
