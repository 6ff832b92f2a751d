package io.cellsearch.core.experiment;

import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An experiment file after validation, with every default filled in.
 *
 * @param space all scalars of {@code model} and {@code training} by their paths, fixed ones as
 *     constants
 * @param cells the user's own cells by name, as text in the equation language
 * @param confirm what is trained again after the search; empty where nothing is
 */
public record ExperimentSpec(
    String name,
    List<String> labels,
    Task task,
    Metric metric,
    SearchSpace space,
    SearchSettings search,
    StoppingSettings earlyStopping,
    Limits limits,
    Retry retry,
    Resources resources,
    Map<String, String> cells,
    Optional<Confirm> confirm) {

  public ExperimentSpec {
    labels = List.copyOf(labels);
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
  }

  /** An experiment of which nothing is trained again. */
  public ExperimentSpec(
      String name,
      List<String> labels,
      Task task,
      Metric metric,
      SearchSpace space,
      SearchSettings search,
      StoppingSettings earlyStopping,
      Limits limits,
      Retry retry,
      Resources resources,
      Map<String, String> cells) {
    this(
        name,
        labels,
        task,
        metric,
        space,
        search,
        earlyStopping,
        limits,
        retry,
        resources,
        cells,
        Optional.empty());
  }

  /** The path of the parameter that bounds a trial's length; always a fixed value. */
  public static final String MAX_EPOCHS = "training.max_epochs";

  /** The most epochs that a trial runs. */
  public int maxEpochs() {
    for (Parameter parameter : space.parameters()) {
      if (parameter.path().equals(MAX_EPOCHS)
          && parameter.domain() instanceof Domain.Constant constant
          && constant.value() instanceof ParameterValue.Int epochs) {
        return Math.toIntExact(epochs.value());
      }
    }
    throw new IllegalStateException(name + " does not fix " + MAX_EPOCHS);
  }

  /** The measurement that ranks trials. */
  public record Metric(String name, Goal goal) {}

  /** Which way is better. */
  public enum Goal {
    MINIMIZE,
    MAXIMIZE
  }

  /** Why the search that is asked for is impossible, or empty: rule and value, for people. */
  public Optional<String> refusal() {
    if (search.pauses() && !(earlyStopping instanceof StoppingSettings.None)) {
      return Optional.of(
          "the ladder pauses and promotes by itself, so early stopping must be none, but got "
              + earlyStopping);
    }
    SearchSettings plain =
        search instanceof SearchSettings.PointsFirst first ? first.then() : search;
    if (plain instanceof SearchSettings.Bohb
        && !(earlyStopping instanceof StoppingSettings.Hyperband)) {
      return Optional.of(
          "bohb learns at the rungs of Hyperband, so early stopping must be hyperband, but got "
              + earlyStopping);
    }
    return search.refusal(space);
  }

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
     * A density model of the longest-trained trials beside Hyperband's brackets (Falkner et al.
     * 2018, "BOHB", ICML).
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
     * @param firstRung epochs after which a new trial pauses; 1 by default
     * @param finalists so many of the best are trained to their end when no new trial may start; 3
     *     by default
     */
    record Ladder(long seed, Model model, int firstRung, int finalists) implements SearchSettings {
      public Ladder {
        atLeast(1, "first_rung", firstRung);
        atLeast(1, "finalists", finalists);
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
    }
  }

  /** How hopeless trials are ended early. */
  public sealed interface StoppingSettings {
    /** Every trial runs to its end. */
    record None() implements StoppingSettings {}

    /** Asynchronous successive halving, stopping form (Li et al. 2020). Epochs are the resource. */
    record Asha(int gracePeriod, int reductionFactor, Variant variant) implements StoppingSettings {
      public Asha {
        requireRungs(gracePeriod, reductionFactor);
      }
    }

    /** Asynchronous successive halving, promotion form: trials pause at every rung. */
    record AshaPromotion(int gracePeriod, int reductionFactor) implements StoppingSettings {
      public AshaPromotion {
        requireRungs(gracePeriod, reductionFactor);
      }
    }

    /** Successive halvings of growing patience side by side (Li et al. 2018). */
    record Hyperband(int gracePeriod, int reductionFactor, Variant variant)
        implements StoppingSettings {
      public Hyperband {
        requireRungs(gracePeriod, reductionFactor);
      }
    }

    /** Progressive successive halving: the promotion form with a growing last rung. */
    record Pasha(int gracePeriod, int reductionFactor) implements StoppingSettings {
      public Pasha {
        requireRungs(gracePeriod, reductionFactor);
      }
    }

    /**
     * The median rule.
     *
     * @param startupTrials completed trials before any is stopped; 5 by default
     * @param warmupEpochs epochs after which none is stopped yet; 0 by default
     */
    record Median(int startupTrials, int warmupEpochs) implements StoppingSettings {
      public Median {
        atLeast(1, "startup_trials", startupTrials);
        atLeast(0, "warmup_epochs", warmupEpochs);
      }
    }

    /** The two published rules at a rung, see SEARCH.md. */
    enum Variant {
      OPTUNA,
      QUANTILE
    }
  }

  private static void requireRungs(int gracePeriod, int reductionFactor) {
    atLeast(1, "grace_period", gracePeriod);
    atLeast(2, "reduction_factor", reductionFactor);
  }

  private static void atLeast(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s >= %d must hold, but got %d".formatted(name, least, value));
    }
  }

  /**
   * Bounds of the whole experiment.
   *
   * @param maxTrials configurations that are tried; empty where epochs or time are the bound
   * @param maxEpochs epochs of all trials after which none is started; those that are worth more
   *     come to their ends
   */
  public record Limits(
      OptionalInt maxTrials,
      OptionalLong maxEpochs,
      OptionalInt maxConcurrentTrials,
      OptionalInt maxFailedTrials,
      Optional<Duration> maxDuration) {

    /** Bounds without one of the epochs of all trials. */
    public Limits(
        int maxTrials,
        OptionalInt maxConcurrentTrials,
        OptionalInt maxFailedTrials,
        Optional<Duration> maxDuration) {
      this(
          OptionalInt.of(maxTrials),
          OptionalLong.empty(),
          maxConcurrentTrials,
          maxFailedTrials,
          maxDuration);
    }
  }

  /** The two retry budgets; an empty number of worker losses is unlimited. */
  public record Retry(int maxRestarts, OptionalInt maxWorkerLosses) {}

  /**
   * What a trial needs and how urgent the experiment is: priority 0 to 100, higher first; weight
   * for fair share.
   */
  public record Resources(DeviceWish device, int slotsPerTrial, int priority, double weight) {}

  /** The device that a trial asks for. */
  public enum DeviceWish {
    ANY,
    CPU,
    GPU
  }
}
