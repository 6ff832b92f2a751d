package io.cellsearch.core.experiment;

import static io.cellsearch.core.experiment.Bounds.atLeast;

import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.SearchSpace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How configurations are suggested. */
public sealed interface SearchSettings {
  long seed();

  /** Why this algorithm cannot search a space, or empty: rule and value, for people. */
  default Optional<String> refusal(SearchSpace space) {
    return Optional.empty();
  }

  /** Whether the algorithm brings its own rule of pausing and promoting. */
  default boolean pauses() {
    return false;
  }

  /**
   * The training time at which a trial is at its end where the algorithm's own rule counts time;
   * else empty.
   */
  default Optional<Duration> maxTime() {
    return Optional.empty();
  }

  /** Independent draws from the space. */
  record Random(long seed) implements SearchSettings {}

  /** Every point of a finite space once, in an order shuffled by the seed. */
  record Grid(long seed) implements SearchSettings {
    @Override
    public Optional<String> refusal(SearchSpace space) {
      return Refusals.ofContinuous(space);
    }
  }

  /** A scrambled low-discrepancy sequence. */
  record Sobol(long seed) implements SearchSettings {
    /** The dimensions for which direction numbers are at hand. */
    public static final int MOST_PARAMETERS = 64;

    @Override
    public Optional<String> refusal(SearchSpace space) {
      return Refusals.ofMoreThan(MOST_PARAMETERS, space);
    }
  }

  /**
   * Tree-structured Parzen estimator.
   *
   * @param startupTrials random ones before the model is asked; 10 by default
   * @param candidates among which the best is chosen; 24 by default
   */
  record Tpe(long seed, int startupTrials, int candidates) implements SearchSettings {
    public Tpe {
      atLeast(1, "startup_trials", startupTrials);
      atLeast(1, "candidates", candidates);
    }
  }

  /**
   * A density model of the longest-trained trials beside Hyperband's brackets (Falkner et al. 2018,
   * "BOHB", ICML).
   *
   * @param randomFraction share of suggestions that are random; 1/3 by default
   * @param topShare share of the trials at a rung that are good; 0.15 by default
   * @param candidates among which the best is chosen; 64 by default
   */
  record Bohb(long seed, double randomFraction, double topShare, int candidates)
      implements SearchSettings {
    public Bohb {
      if (!(randomFraction >= 0 && randomFraction < 1)) {
        throw new IllegalArgumentException(
            "0 <= random_fraction < 1 must hold, but got " + randomFraction);
      }
      if (!(topShare > 0 && topShare < 1)) {
        throw new IllegalArgumentException("0 < top_share < 1 must hold, but got " + topShare);
      }
      atLeast(1, "candidates", candidates);
    }
  }

  /**
   * Gaussian process on the ranks.
   *
   * @param startupTrials random ones before the model is asked; 10 by default
   */
  record Gp(long seed, int startupTrials) implements SearchSettings {
    public Gp {
      atLeast(2, "startup_trials", startupTrials);
    }
  }

  /**
   * Evolution strategy with covariance matrix adaptation; numeric parameters only.
   *
   * @param sigma first standard deviation as a share of each range; 0.3 by default
   * @param populationSize empty for 4 + ⌊3 ln n⌋ with n parameters
   */
  record Cmaes(long seed, double sigma, OptionalInt populationSize) implements SearchSettings {
    public Cmaes {
      if (!(sigma > 0 && sigma <= 1)) {
        throw new IllegalArgumentException("0 < sigma <= 1 must hold, but got " + sigma);
      }
      atLeast(4, "population_size", populationSize.orElse(4));
    }

    @Override
    public Optional<String> refusal(SearchSpace space) {
      return Refusals.ofAllButUnconditionalNumbers(space);
    }
  }

  /**
   * Evolution in which the oldest dies.
   *
   * @param populationSize the newest results, which live; 20 by default
   * @param tournamentSize drawn from these, the best of them is the parent; 5 by default
   */
  record RegularizedEvolution(long seed, int populationSize, int tournamentSize)
      implements SearchSettings {
    public RegularizedEvolution {
      atLeast(2, "population_size", populationSize);
      atLeast(1, "tournament_size", tournamentSize);
      if (tournamentSize > populationSize) {
        throw new IllegalArgumentException(
            "tournament_size <= population_size must hold, but got %d and %d"
                .formatted(tournamentSize, populationSize));
      }
    }
  }

  /**
   * The quota ladder, which pauses and promotes by itself.
   *
   * @param firstRung epochs after which a new trial pauses, 1 by default; whole seconds of training
   *     time where there is a maxTime
   * @param finalists so many of the best are trained to their end when no new trial may start; 3 by
   *     default
   */
  record Ladder(long seed, Model model, int firstRung, int finalists, Optional<Duration> maxTime)
      implements SearchSettings {
    public Ladder {
      atLeast(1, "first_rung", firstRung);
      atLeast(1, "finalists", finalists);
      Bounds.ofTime(maxTime);
    }

    /** The ladder that counts epochs. */
    public Ladder(long seed, Model model, int firstRung, int finalists) {
      this(seed, model, firstRung, finalists, Optional.empty());
    }

    @Override
    public boolean pauses() {
      return true;
    }

    /** What suggests the ladder's new trials; gp by default. */
    public enum Model {
      GP,
      TPE,
      RANDOM
    }
  }

  /**
   * Given points before those of another search.
   *
   * @param points in this order; a parameter that a point lacks is drawn at random
   */
  record PointsFirst(List<Configuration> points, SearchSettings then) implements SearchSettings {
    public PointsFirst {
      points = List.copyOf(points);
      if (then instanceof PointsFirst) {
        throw new IllegalArgumentException("points_to_try must be given once, but got " + then);
      }
    }

    @Override
    public long seed() {
      return then.seed();
    }

    @Override
    public Optional<String> refusal(SearchSpace space) {
      return Refusals.ofPoints(points, space).or(() -> then.refusal(space));
    }

    @Override
    public boolean pauses() {
      return then.pauses();
    }

    @Override
    public Optional<Duration> maxTime() {
      return then.maxTime();
    }
  }
}
