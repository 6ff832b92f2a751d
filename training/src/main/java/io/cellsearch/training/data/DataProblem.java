package io.cellsearch.training.data;

import java.util.Optional;

/**
 * One thing that is wrong with a data set.
 *
 * @param place where it stands, for people: {@code line 7, column co2}; empty for the whole file
 * @param rule what must hold
 * @param value what stands there instead
 */
public record DataProblem(Optional<String> place, String rule, String value) {

  /** A problem of the file as a whole. */
  public static DataProblem ofFile(String rule, String value) {
    return new DataProblem(Optional.empty(), rule, value);
  }

  /** A problem of one cell of a table; lines count from 1, the header included. */
  static DataProblem ofCell(long line, String column, String rule, String value) {
    return new DataProblem(Optional.of("line " + line + ", column " + column), rule, value);
  }

  /** A problem at a place that a path names. */
  static DataProblem at(String path, String rule, String value) {
    return new DataProblem(Optional.of(path), rule, value);
  }

  /** The problem as one line. */
  public String message() {
    return place.map(text -> text + ": ").orElse("") + rule + " must hold, but got " + value;
  }
}
