package io.cellsearch.core.search;

import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
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
    RankTargets targets = RankTargets.of(order, ranking.diverged(), MOST_POINTS);
    learn(targets, known, pending);
    return best(candidates(order, trial), targets.least());
  }

  private void learn(RankTargets targets, int known, List<Integer> pending) {
    double[][] x = points(targets.trials());
    if (known >= GROWTH * fitted) {
      fitted = known;
      process.fit(x, targets.values());
    }
    process.condition(x, targets.values());
    if (pending.isEmpty()) {
      return;
    }
    int from = Math.max(0, pending.size() - MOST_POINTS);
    double[][] open = points(pending.subList(from, pending.size()).stream().mapToInt(i -> i));
    double[] believed = process.predict(open).means();
    process.condition(joined(x, open), joined(targets.values(), believed));
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

  private static double[] joined(double[] a, double[] b) {
    double[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  private List<Configuration> candidates(int[] order, int trial) {
    UniformRandomProvider stream =
        Seeds.stream(
            Seeds.child(
                Seeds.child(seed, trial, Purpose.CONFIGURATION),
                "candidates",
                Purpose.CONFIGURATION));
    Mutation mutation = new Mutation(stream);
    List<Configuration> candidates = new ArrayList<>();
    for (int i = 0; i < CANDIDATES; i++) {
      candidates.add(space.configure(parameter -> mutation.any(axis(parameter.path()))));
    }
    for (int i = 0; i < CANDIDATES; i++) {
      int place = stream.nextInt(Math.min(PARENTS, order.length));
      Configuration parent = configuration(order[place]);
      candidates.add(
          space.configure(
              parameter -> {
                Axis axis = axis(parameter.path());
                return parent
                    .find(parameter.path())
                    .map(value -> stream.nextBoolean() ? mutation.moved(axis, value) : value)
                    .orElseGet(() -> mutation.any(axis));
              }));
    }
    return candidates;
  }

  private Axis axis(String path) {
    return Optional.ofNullable(axes.get(path)).orElseThrow();
  }

  /** The first candidate of the greatest expected improvement, an untried one if there is any. */
  private Configuration best(List<Configuration> candidates, double least) {
    List<Configuration> untriedOnes =
        candidates.stream().filter(candidate -> !untried.tried(candidate)).toList();
    List<Configuration> among = untriedOnes.isEmpty() ? candidates : untriedOnes;
    GaussianProcess.Prediction predicted =
        process.predict(among.stream().map(encoding::encode).toArray(double[][]::new));
    int best = 0;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < among.size(); i++) {
      double improvement = Improvement.log(least, predicted.means()[i], predicted.deviations()[i]);
      if (improvement > greatest) {
        greatest = improvement;
        best = i;
      }
    }
    return among.get(best);
  }
}
