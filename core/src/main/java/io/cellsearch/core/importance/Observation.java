package io.cellsearch.core.importance;

import io.cellsearch.core.space.Configuration;

/** A trial's configuration and its best loss, in the metric's unit; never non-finite. */
public record Observation(Configuration configuration, double loss) {

  public Observation {
    if (!Double.isFinite(loss)) {
      throw new IllegalArgumentException("a loss must be finite, but got " + loss);
    }
  }
}
