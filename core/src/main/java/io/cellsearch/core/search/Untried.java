package io.cellsearch.core.search;

import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.SearchSpace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which points of a finite space were tried, and the others in an order shuffled by a seed. Of an
 * infinite space it remembers nothing. The shuffle (Fisher and Yates) keeps only what it has moved.
 */
final class Untried {
  private final FinitePoints points;
  private final long seed;
  private final Set<Configuration> tried = new HashSet<>();
  private final Map<Long, Long> moved = new HashMap<>();
  private long walked;

  Untried(SearchSpace space, long seed) {
    this.points = new FinitePoints(space);
    this.seed = Seeds.child(seed, "points", Purpose.CONFIGURATION);
  }

  /** Whether the space is finite. */
  boolean finite() {
    return points.size() > 0;
  }

  /** Whether a point of a finite space was tried. */
  boolean tried(Configuration point) {
    return tried.contains(point);
  }

  /** A trial begins with a point. */
  void trying(Configuration point) {
    if (finite()) {
      tried.add(point);
    }
  }

  /** Whether every point of a finite space was tried. */
  boolean exhausted() {
    return finite() && tried.size() >= points.size();
  }

  /** The first point of the shuffled order that was not tried; empty when there is none. */
  Optional<Configuration> next() {
    for (; walked < points.size(); walked++) {
      Configuration point = points.point(shuffled(walked));
      if (!tried.contains(point)) {
        return Optional.of(point);
      }
    }
    return Optional.empty();
  }

  private long shuffled(long place) {
    long other =
        place
            + Seeds.stream(Seeds.child(seed, place, Purpose.CONFIGURATION))
                .nextLong(points.size() - place);
    long drawn = moved.getOrDefault(other, other);
    moved.put(other, moved.getOrDefault(place, place));
    moved.put(place, drawn);
    return drawn;
  }
}
