package io.cellsearch.coordinator.spec.yaml;

import java.util.regex.Pattern;

/**
 * What a plain scalar means: the core schema of YAML 1.2, chapter 10.3, with one deviation. A whole
 * number with a leading zero is ten for one reader and eight for another, so it is neither.
 */
public enum ScalarKind {
  NOTHING(""),
  FLAG("true|True|TRUE|false|False|FALSE"),
  WHOLE("[-+]?(0|[1-9][0-9]*)"),
  /** {@code 010}, {@code 0o17}, {@code 0x1f}. */
  UNCLEAR_NUMBER("[-+]?0[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
  REAL("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"),
  TEXT("");

  private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");

  private final Pattern pattern;

  ScalarKind(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  static ScalarKind of(String plain) {
    if (NULL.matcher(plain).matches()) {
      return NOTHING;
    }
    for (ScalarKind kind : values()) {
      if (kind != NOTHING && kind != TEXT && kind.pattern.matcher(plain).matches()) {
        return kind;
      }
    }
    return TEXT;
  }
}
