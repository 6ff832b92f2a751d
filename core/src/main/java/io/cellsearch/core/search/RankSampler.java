package io.cellsearch.core.search;

import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Bayesian optimisation on the logarithm of the rank share: a Gaussian process says what rank a
 * point would have, expected improvement (Jones et al. 1998) chooses among uniform points and
 * mutations of the best. Ranks make trials comparable that have come to different epochs. Trials
 * that run count as if they had come out as predicted, which keeps parallel suggestions apart
 * (Ginsbourger et al. 2010, "Kriging is well-suited to parallelize optimization").
 */
final class RankSampler implements Sampler {
  private static final int MOST_POINTS = 150;

  /** Uniform candidates, and as many mutations. */
  private static final int CANDIDATES = 100;

  private static final int PARENTS = 10;
  private static final double GROWTH = 1.1;

  /** The sizes of the steps uphill, as shares of the ranges. */
  private static final double[] STEPS = {0.1, 0.05, 0.02, 0.01, 0.005};

  /** Tried in each step. */
  private static final int NEIGHBOURS = 20;

  private final SearchSpace space;
  private final Untried untried;
  private final Ranking ranking;
  private final int startup;
  private final long seed;
  private final RandomSampler random;
  private final Encoding encoding;
  private final GaussianProcess process;
  private final Map<String, Axis> axes = new HashMap<>();
  private final Map<Integer, Configuration> configurations = new HashMap<>();
  private int fitted;

  /**
   * @param startup trials to be known or under way before the model is asked
   */
  RankSampler(SearchSpace space, Untried untried, Ranking ranking, int startup, long seed) {
    this.space = space;
    this.untried = untried;
    this.ranking = ranking;
    this.startup = startup;
    this.seed = seed;
    random = new RandomSampler(space, seed);
    encoding = new Encoding(space);
    process = new GaussianProcess(encoding.parameterOf());
    Axis.of(space).forEach(axis -> axes.put(axis.path(), axis));
  }

  /** Random trials that a ladder begins with: 2 (P + 1) for P parameters. */
  static int startup(SearchSpace space) {
    return 2 * (Axis.of(space).size() + 1);
  }

  @Override
  public void started(Trial trial) {
    configurations.put(trial.number(), trial.configuration());
  }

  @Override
  public Configuration suggest(int trial) {
    int[] order = ranking.order();
    List<Integer> pending = ranking.pending();
    int known = order.length + ranking.diverged().size();
    if (order.length < 2 || known + pending.size() < startup || encoding.parameters() == 0) {
      return random.suggest(trial);
    }
    RankTargets targets = RankTargets.of(ranking, MOST_POINTS);
    learn(targets, known, pending);
    Mutation mutation = new Mutation(stream(trial));
    return best(candidates(order, mutation), targets.least(), mutation);
  }

  private UniformRandomProvider stream(int trial) {
    long trialSeed = Seeds.child(seed, trial, Purpose.CONFIGURATION);
    return Seeds.stream(Seeds.child(trialSeed, "candidates", Purpose.CONFIGURATION));
  }

  private void learn(RankTargets targets, int known, List<Integer> pending) {
    double[][] x = points(targets.trials());
    if (known >= GROWTH * fitted) {
      fitted = known;
      process.fit(x, targets.values());
    }
    int from = Math.max(0, pending.size() - MOST_POINTS);
    double[][] open = points(pending.subList(from, pending.size()).stream().mapToInt(i -> i));
    process.conditionBelieving(joined(x, open), targets.values());
  }

  private double[][] points(IntStream trials) {
    return trials.mapToObj(trial -> encoding.encode(configuration(trial))).toArray(double[][]::new);
  }

  private Configuration configuration(int trial) {
    return Optional.ofNullable(configurations.get(trial)).orElseThrow();
  }

  private static double[][] joined(double[][] a, double[][] b) {
    List<double[]> all = new ArrayList<>(List.of(a));
    all.addAll(List.of(b));
    return all.toArray(double[][]::new);
  }

  private List<Configuration> candidates(int[] order, Mutation mutation) {
    List<Configuration> candidates = new ArrayList<>();
    for (int i = 0; i < CANDIDATES; i++) {
      candidates.add(space.configure(parameter -> mutation.any(axis(parameter.path()))));
    }
    for (int i = 0; i < CANDIDATES; i++) {
      int place = mutation.oneOf(Math.min(PARENTS, order.length));
      Configuration parent = configuration(order[place]);
      candidates.add(
          space.configure(
              parameter -> {
                Axis axis = axis(parameter.path());
                return parent
                    .find(parameter.path())
                    .map(value -> mutation.kept() ? value : mutation.moved(axis, value))
                    .orElseGet(() -> mutation.any(axis));
              }));
    }
    return candidates;
  }

  private Axis axis(String path) {
    return Optional.ofNullable(axes.get(path)).orElseThrow();
  }

  /**
   * The candidate of the greatest expected improvement, an untried one if there is any, moved
   * uphill in ever smaller steps.
   */
  private Configuration best(List<Configuration> candidates, double least, Mutation mutation) {
    Acquisition acquisition = new Acquisition(encoding, process, least);
    List<Configuration> untriedOnes = untried(candidates);
    Acquisition.Choice best = acquisition.best(untriedOnes.isEmpty() ? candidates : untriedOnes);
    for (double step : STEPS) {
      List<Configuration> near = new ArrayList<>();
      for (int i = 0; i < NEIGHBOURS; i++) {
        near.add(neighbour(best.configuration(), step, mutation));
      }
      near = untried(near);
      if (!near.isEmpty()) {
        Acquisition.Choice nearBest = acquisition.best(near);
        best = nearBest.logImprovement() > best.logImprovement() ? nearBest : best;
      }
    }
    return best.configuration();
  }

  private List<Configuration> untried(List<Configuration> candidates) {
    return candidates.stream().filter(candidate -> !untried.tried(candidate)).toList();
  }

  private Configuration neighbour(Configuration of, double step, Mutation mutation) {
    return space.configure(
        parameter -> {
          Axis axis = axis(parameter.path());
          return of.find(parameter.path())
              .map(value -> mutation.kept() ? value : mutation.moved(axis, value, step))
              .orElseThrow();
        });
  }
}
