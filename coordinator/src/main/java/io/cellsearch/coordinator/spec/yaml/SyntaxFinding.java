package io.cellsearch.coordinator.spec.yaml;

import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;

/** What the YAML parser says, in words for somebody who did not write a parser. */
final class SyntaxFinding {
  private SyntaxFinding() {}

  static Finding of(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem());
    Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
    Place place =
        mark.map(at -> new Place(at.getLine() + 1, at.getColumn() + 1)).orElse(Place.START);
    if (problem.contains("TAB")) {
      return finding(place, "must be indented with spaces", "a tab", Optional.empty());
    }
    int begun = e.getContextMark().map(at -> at.getLine() + 1).orElse(place.line());
    String value = Shown.text(problem.replace("but got", "found").replace("but found", "found"));
    return finding(place, "must be YAML 1.2", value, advice(problem, begun));
  }

  static Finding of(ReaderException e, String text) {
    int index = Math.min(e.getPosition(), text.codePointCount(0, text.length()));
    String before = text.substring(0, text.offsetByCodePoints(0, index));
    int line = (int) before.chars().filter(character -> character == '\n').count() + 1;
    int column = before.length() - before.lastIndexOf('\n');
    String value = String.format(Locale.ROOT, "U+%04X", e.getCodePoint());
    return finding(
        new Place(line, column), "must hold printable characters only", value, Optional.empty());
  }

  private static Optional<String> advice(String problem, int begun) {
    if (problem.contains("mapping values are not allowed here")) {
      return Optional.of("is a value with a colon not in quotes, or the indentation off?");
    }
    if (problem.contains("<block end>")) {
      return Optional.of("does this line begin in the same column as the one above?");
    }
    if (problem.contains("expected ',' or")) {
      return Optional.of("is a bracket or a comma missing in what begins on line " + begun + "?");
    }
    return Optional.empty();
  }

  private static Finding finding(
      Place place, String rule, String value, Optional<String> suggestion) {
    return new Finding(place, "", rule, value, suggestion);
  }
}
