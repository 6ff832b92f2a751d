package io.cellsearch.core.search;

import io.cellsearch.core.space.Configuration;

/**
 * Keeps a sampler from suggesting a point of a finite space again while others are untried; one of
 * these takes its place, drawn uniformly.
 */
final class DistinctSampler implements Sampler {
  private final Sampler sampler;
  private final Untried untried;
  private final boolean once;

  /**
   * @param once whether the search is over when every point was tried, rather than to try them
   *     again with other seeds
   */
  DistinctSampler(Sampler sampler, Untried untried, boolean once) {
    this.sampler = sampler;
    this.untried = untried;
    this.once = once;
  }

  @Override
  public Configuration suggest(int trial) {
    Configuration suggested = sampler.suggest(trial);
    return untried.tried(suggested) ? untried.next().orElse(suggested) : suggested;
  }

  @Override
  public void started(Trial trial) {
    untried.trying(trial.configuration());
    sampler.started(trial);
  }

  @Override
  public void reported(Trial trial) {
    sampler.reported(trial);
  }

  @Override
  public void learn(Trial trial) {
    sampler.learn(trial);
  }

  @Override
  public boolean exhausted() {
    return once && untried.exhausted();
  }
}
