package io.cellsearch.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The name of a worker node; no two of a cluster share one, and a restarted node keeps it. */
public record WorkerId(@JsonValue String value) {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public WorkerId {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a worker's name must match " + VALID.pattern() + ", but got '" + value + "'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
