package io.cellsearch.core.importance;

import io.cellsearch.core.space.SearchSpace;
import java.util.List;

/** A way to tell what a loss depends on; the same observations give the same answer. */
public interface ImportanceMethod {

  /**
   * The importance of every searched parameter of a space.
   *
   * @throws IllegalArgumentException for fewer observations than {@link
   *     Importance#LEAST_OBSERVATIONS}
   */
  Importance of(SearchSpace space, List<Observation> observations);

  /** Refuses too few observations. */
  static void requireEnough(List<Observation> observations) {
    if (observations.size() < Importance.LEAST_OBSERVATIONS) {
      throw new IllegalArgumentException(
          "importance needs at least %d observations, but got %d"
              .formatted(Importance.LEAST_OBSERVATIONS, observations.size()));
    }
  }
}
