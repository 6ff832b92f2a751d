package io.cellsearch.core.search;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.SearchSpace;
import java.util.List;

/** What a search is made of. */
record Algorithms(Sampler sampler, StoppingRule stopping) {
  private static final int TPE_START = 10;

  /** The sampler and the rule that an experiment asks for. */
  static Algorithms of(ExperimentSpec spec) {
    spec.refusal()
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    Untried untried = new Untried(spec.space(), spec.search().seed());
    List<Configuration> points = List.of();
    SearchSettings settings = spec.search();
    if (settings instanceof SearchSettings.PointsFirst first) {
      points = first.points();
      settings = first.then();
    }
    Algorithms plain = of(settings, spec, untried);
    boolean once =
        settings instanceof SearchSettings.Grid || settings instanceof SearchSettings.Ladder;
    Sampler sampler =
        new PointsFirstSampler(points, spec.space(), settings.seed(), plain.sampler());
    return new Algorithms(new DistinctSampler(sampler, untried, once), plain.stopping());
  }

  private static Algorithms of(SearchSettings settings, ExperimentSpec spec, Untried untried) {
    if (settings instanceof SearchSettings.Ladder ladder) {
      Ladder rule = new Ladder(ladder, spec.maxResource(), randomStart(ladder, spec.space()));
      return new Algorithms(ladderSampler(ladder, spec.space(), untried, rule), rule);
    }
    if (settings instanceof SearchSettings.Bohb bohb
        && spec.earlyStopping() instanceof StoppingSettings.Hyperband hyperband) {
      List<Integer> rungs =
          Rungs.upTo(spec.maxResource(), hyperband.gracePeriod(), hyperband.reductionFactor());
      return new Algorithms(
          new BohbSampler(bohb, spec.space(), untried, rungs),
          new Hyperband(hyperband, spec.maxResource()));
    }
    return new Algorithms(
        sampler(settings, spec.space(), untried),
        stopping(spec.earlyStopping(), spec.maxResource()));
  }

  /** Trials of a ladder that are drawn before its sampler has learned anything. */
  private static int randomStart(SearchSettings.Ladder settings, SearchSpace space) {
    return switch (settings.model()) {
      case GP -> RankSampler.startup(space);
      case TPE -> TPE_START;
      case RANDOM -> 0;
    };
  }

  private static Sampler ladderSampler(
      SearchSettings.Ladder settings, SearchSpace space, Untried untried, Ranking ranking) {
    long seed = settings.seed();
    return switch (settings.model()) {
      case GP -> new RankSampler(space, untried, ranking, RankSampler.startup(space), seed);
      case TPE ->
          new TpeSampler(new SearchSettings.Tpe(seed, TPE_START, 24), space, untried, ranking);
      case RANDOM -> new RandomSampler(space, seed);
    };
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
    if (settings instanceof SearchSettings.Cmaes cmaes) {
      return new CmaEsSampler(cmaes, space);
    }
    if (settings instanceof SearchSettings.RegularizedEvolution evolution) {
      return new RegularizedEvolution(evolution, space, untried);
    }
    StandingsRanking ranking = new StandingsRanking();
    if (settings instanceof SearchSettings.Tpe tpe) {
      return new StandingsSampler(ranking, new TpeSampler(tpe, space, untried, ranking));
    }
    if (settings instanceof SearchSettings.Gp gp) {
      return new StandingsSampler(
          ranking, new RankSampler(space, untried, ranking, gp.startupTrials(), seed));
    }
    throw new IllegalArgumentException("no sampler for " + settings);
  }

  private static StoppingRule stopping(StoppingSettings settings, int most) {
    if (settings instanceof StoppingSettings.Asha asha) {
      return new AshaStopping(asha, most);
    }
    if (settings instanceof StoppingSettings.AshaPromotion asha) {
      return new AshaPromotion(asha, most);
    }
    if (settings instanceof StoppingSettings.Hyperband hyperband) {
      return new Hyperband(hyperband, most);
    }
    if (settings instanceof StoppingSettings.Median median) {
      return new MedianStopping(median, most);
    }
    if (settings instanceof StoppingSettings.Pasha pasha) {
      return new Pasha(pasha, most);
    }
    return new NoStopping(most);
  }
}
