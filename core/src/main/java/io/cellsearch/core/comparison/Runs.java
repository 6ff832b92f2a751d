package io.cellsearch.core.comparison;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The test losses of one configuration by the seeds of its trainings; all finite. */
public record Runs(Map<Long, Double> bySeed) {

  public Runs {
    bySeed.forEach(
        (seed, loss) -> {
          if (!Double.isFinite(loss)) {
            throw new IllegalArgumentException("a loss must be finite, but got " + loss);
          }
        });
    bySeed = Collections.unmodifiableSortedMap(new TreeMap<>(bySeed));
  }

  int count() {
    return bySeed.size();
  }

  double[] losses() {
    return bySeed.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The losses whose seeds the others have too, by seed. */
  double[] sharedWith(Runs others) {
    return bySeed.entrySet().stream()
        .filter(entry -> others.bySeed.containsKey(entry.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .toArray();
  }
}
