package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.yaml.Finding;
import java.util.Optional;

/**
 * One rule that an experiment file, or its data, breaks.
 *
 * @param file the experiment file or the data set
 * @param line from 1, 0 where the problem has no place
 * @param column from 1, 0 where the problem has no place
 * @param path of the key, for instance {@code model.units.min}; may be empty
 * @param rule what must hold, as the end of a sentence that the path begins
 * @param value what was found instead
 * @param suggestion a sentence with the way out, where there is a likely one
 */
public record Problem(
    String file,
    int line,
    int column,
    String path,
    String rule,
    String value,
    Optional<String> suggestion) {

  static Problem of(String file, Finding finding) {
    return new Problem(
        file,
        finding.place().line(),
        finding.place().column(),
        finding.path(),
        finding.rule(),
        finding.value(),
        finding.suggestion());
  }

  /** A problem of a data set that belongs to a key of the experiment file, not to a row. */
  public static Problem ofData(
      String dataSet, String path, String rule, String value, Optional<String> suggestion) {
    return new Problem(dataSet, 0, 0, path, rule, value, suggestion);
  }

  Problem placed(String otherFile, int atLine, int atColumn) {
    return new Problem(otherFile, atLine, atColumn, path, rule, value, suggestion);
  }

  /** The problem as one line. */
  public String message() {
    String place = line == 0 ? "" : ":" + line + (column == 0 ? "" : ":" + column);
    return file
        + place
        + "  "
        + (path.isEmpty() ? "" : path + ": ")
        + rule
        + ", but got "
        + value
        + suggestion.map(sentence -> "; " + sentence).orElse("");
  }
}
