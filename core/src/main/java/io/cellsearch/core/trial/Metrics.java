package io.cellsearch.core.trial;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Named measurements of one evaluation, each in the unit that its task documents; sorted by name.
 */
public record Metrics(Map<String, Double> values) {

  /** No measurements. */
  public static final Metrics NONE = new Metrics(Map.of());

  public Metrics {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }
}
