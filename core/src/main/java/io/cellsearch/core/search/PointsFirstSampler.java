package io.cellsearch.core.search;

import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.SearchSpace;
import java.util.List;

/** Given points, one a trial, before those of another sampler, which learns from them too. */
final class PointsFirstSampler implements Sampler {
  private final List<Configuration> points;
  private final SearchSpace space;
  private final RandomSampler random;
  private final Sampler then;

  PointsFirstSampler(List<Configuration> points, SearchSpace space, long seed, Sampler then) {
    this.points = List.copyOf(points);
    this.space = space;
    this.random = new RandomSampler(space, seed);
    this.then = then;
  }

  @Override
  public Configuration suggest(int trial) {
    if (trial > points.size()) {
      return then.suggest(trial);
    }
    Configuration point = points.get(trial - 1);
    return space.configure(
        parameter -> point.find(parameter.path()).orElseGet(() -> random.draw(parameter, trial)));
  }

  @Override
  public void started(Trial trial) {
    then.started(trial);
  }

  @Override
  public void reported(Trial trial) {
    then.reported(trial);
  }

  @Override
  public void learn(Trial trial) {
    then.learn(trial);
  }

  @Override
  public boolean exhausted() {
    return then.exhausted();
  }
}
