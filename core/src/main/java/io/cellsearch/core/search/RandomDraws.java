package io.cellsearch.core.search;

import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.SearchSpace;
import java.util.List;
import java.util.stream.IntStream;

/** Configurations that show what is in a space, for those that look at it before a search does. */
public final class RandomDraws {
  private RandomDraws() {}

  /** Independent draws; equal seeds give equal ones. */
  public static List<Configuration> of(SearchSpace space, int count, long seed) {
    RandomSampler sampler = new RandomSampler(space, seed);
    return IntStream.rangeClosed(1, count).mapToObj(sampler::suggest).toList();
  }
}
