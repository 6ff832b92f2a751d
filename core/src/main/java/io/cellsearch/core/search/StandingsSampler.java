package io.cellsearch.core.search;

import io.cellsearch.core.space.Configuration;

/** Keeps the order by how trials stand for a sampler that learns from an order. */
final class StandingsSampler implements Sampler {
  private final StandingsRanking ranking;
  private final Sampler sampler;

  StandingsSampler(StandingsRanking ranking, Sampler sampler) {
    this.ranking = ranking;
    this.sampler = sampler;
  }

  @Override
  public Configuration suggest(int trial) {
    return sampler.suggest(trial);
  }

  @Override
  public void started(Trial trial) {
    ranking.started(trial);
    sampler.started(trial);
  }

  @Override
  public void learn(Trial trial) {
    ranking.learn(trial);
    sampler.learn(trial);
  }
}
