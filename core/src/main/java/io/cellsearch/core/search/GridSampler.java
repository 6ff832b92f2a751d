package io.cellsearch.core.search;

import io.cellsearch.core.space.Configuration;

/** The Cartesian product of discrete domains, each point once, in an order shuffled by the seed. */
final class GridSampler implements Sampler {
  private final Untried untried;

  GridSampler(Untried untried) {
    this.untried = untried;
  }

  @Override
  public Configuration suggest(int trial) {
    return untried
        .next()
        .orElseThrow(() -> new IllegalStateException("every point of the grid was tried"));
  }

  @Override
  public boolean exhausted() {
    return untried.exhausted();
  }
}
