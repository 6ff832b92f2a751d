package io.cellsearch.coordinator.spec;

import java.util.Locale;

/** Names of experiments: short enough that a counter fits behind them in an id. */
final class SpecName {
  static final String PATTERN = "[a-z0-9][a-z0-9._-]{0,63}";
  private static final int LONGEST = 64;

  private SpecName() {}

  /** A name made of a file's: its last part, without its ending. */
  static String ofFile(String fileName) {
    String last =
        fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
    String stem = last.replaceFirst("\\.(yaml|yml|json)$", "").toLowerCase(Locale.ROOT);
    String name = stem.replaceAll("[^a-z0-9._-]+", "-").replaceFirst("^[._-]+", "");
    if (name.isEmpty()) {
      return "experiment";
    }
    return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
  }
}
