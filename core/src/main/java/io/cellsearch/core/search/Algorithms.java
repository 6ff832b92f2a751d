package io.cellsearch.core.search;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.ExperimentSpec.SearchSettings;
import io.cellsearch.core.experiment.ExperimentSpec.StoppingSettings;
import io.cellsearch.core.space.SearchSpace;

/** What a search is made of. */
record Algorithms(Sampler sampler, StoppingRule stopping) {

  /** The sampler and the rule that an experiment asks for. */
  static Algorithms of(ExperimentSpec spec) {
    spec.refusal()
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    Untried untried = new Untried(spec.space(), spec.search().seed());
    return new Algorithms(
        new DistinctSampler(sampler(spec.search(), spec.space(), untried), untried, once(spec)),
        stopping(spec.earlyStopping(), spec.maxEpochs()));
  }

  private static boolean once(ExperimentSpec spec) {
    SearchSettings settings =
        spec.search() instanceof SearchSettings.PointsFirst points ? points.then() : spec.search();
    return settings instanceof SearchSettings.Grid;
  }

  private static Sampler sampler(SearchSettings settings, SearchSpace space, Untried untried) {
    long seed = settings.seed();
    if (settings instanceof SearchSettings.Random) {
      return new RandomSampler(space, seed);
    }
    if (settings instanceof SearchSettings.Grid) {
      return new GridSampler(untried);
    }
    if (settings instanceof SearchSettings.Sobol) {
      return new SobolSampler(space, seed);
    }
    if (settings instanceof SearchSettings.Tpe tpe) {
      return new TpeSampler(tpe, space, untried);
    }
    if (settings instanceof SearchSettings.PointsFirst points) {
      return new PointsFirstSampler(
          points.points(), space, seed, sampler(points.then(), space, untried));
    }
    throw new IllegalArgumentException("no sampler for " + settings);
  }

  private static StoppingRule stopping(StoppingSettings settings, int maxEpochs) {
    if (settings instanceof StoppingSettings.Asha asha) {
      return new AshaStopping(asha, maxEpochs);
    }
    if (settings instanceof StoppingSettings.AshaPromotion asha) {
      return new AshaPromotion(asha, maxEpochs);
    }
    if (settings instanceof StoppingSettings.Hyperband hyperband) {
      return new Hyperband(hyperband, maxEpochs);
    }
    if (settings instanceof StoppingSettings.Median median) {
      return new MedianStopping(median, maxEpochs);
    }
    return new NoStopping(maxEpochs);
  }
}
