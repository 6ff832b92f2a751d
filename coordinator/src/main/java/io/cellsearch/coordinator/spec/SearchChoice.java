package io.cellsearch.coordinator.spec;

import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.space.SearchSpace;
import java.util.List;

/**
 * What the section search says.
 *
 * @param algorithm as the file writes it
 * @param pause whether trials may pause
 * @param points to be tried first
 */
record SearchChoice(
    String algorithm, SearchSettings settings, boolean pause, List<GivenPoint> points) {

  SearchChoice {
    points = List.copyOf(points);
  }

  /** The settings with the points as the space understands them. */
  SearchSettings in(SearchSpace space) {
    return points.isEmpty()
        ? settings
        : new SearchSettings.PointsFirst(
            points.stream().map(point -> point.in(space)).toList(), settings);
  }
}
