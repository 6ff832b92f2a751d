package io.cellsearch.core.trial;

import java.util.regex.Pattern;

/**
 * The name of one submitted experiment: {@code co2}, and {@code co2-2} for its second submission.
 */
public record ExperimentId(String value) {
  private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,79}");

  public ExperimentId {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "an experiment id must match " + VALID.pattern() + ", but got '" + value + "'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
