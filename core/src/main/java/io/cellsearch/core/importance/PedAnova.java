package io.cellsearch.core.importance;

import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.importance.Importance.Effect;
import io.cellsearch.core.importance.Importance.Point;
import io.cellsearch.core.search.Axis;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Analysis of variance by Pearson divergence (Watanabe, Bansal and Hutter 2023): a parameter
 * matters if the best observations have other values of it than all of them. The densities are
 * Parzen estimates on a grid. A share is a parameter's part of the sum of all divergences; there
 * are no interactions. A curve's height is how many times denser the best are at a value than all,
 * without a unit: 1 where the value makes no difference.
 *
 * <p>Where a parameter is conditional, densities are those of the observations that have it, and
 * its divergence is weighed by α²/β, the squared portion of the best that have it over that of all
 * (Theorem 4.2 of the conditional form, 2026).
 */
public final class PedAnova implements ImportanceMethod {
  /** Keeps a quotient of densities finite where both vanish. */
  private static final double TINY = 1e-12;

  /** Observations of a parameter below which it is passed over. */
  private static final int LEAST = 2;

  private final Goal goal;
  private final double best;
  private final double region;

  /** The published choice: the best tenth against all. */
  public static PedAnova standard(Goal goal) {
    return new PedAnova(goal, 0.1, 1);
  }

  /**
   * The best against a region that holds them.
   *
   * @param best γ', the portion of all observations that is explained
   * @param region γ, the portion that they are told from
   */
  public PedAnova(Goal goal, double best, double region) {
    if (!(best > 0 && best < region && region <= 1)) {
      throw new IllegalArgumentException(
          "0 < best < region <= 1 must hold, but got best=%s, region=%s".formatted(best, region));
    }
    this.goal = goal;
    this.best = best;
    this.region = region;
  }

  @Override
  public Importance of(SearchSpace space, List<Observation> observations) {
    ImportanceMethod.requireEnough(observations);
    List<Observation> top = quantile(observations, best);
    List<Observation> all = quantile(observations, region);
    List<Effect> raw = Axis.of(space).stream().map(axis -> effect(axis, top, all)).toList();
    double sum = raw.stream().mapToDouble(Effect::share).sum();
    List<Effect> effects =
        raw.stream()
            .map(
                each -> new Effect(each.path(), sum == 0 ? 0 : each.share() / sum, 0, each.curve()))
            .sorted(Comparator.comparingDouble(Effect::share).reversed())
            .toList();
    return new Importance(observations.size(), effects, List.of());
  }

  /** The best of them, with all that equal the last. */
  private List<Observation> quantile(List<Observation> observations, double portion) {
    double sign = goal == Goal.MINIMIZE ? 1 : -1;
    double[] losses = observations.stream().mapToDouble(each -> sign * each.loss()).toArray();
    Arrays.sort(losses);
    double cut = losses[(int) Math.ceil(portion * losses.length) - 1];
    return observations.stream().filter(each -> sign * each.loss() <= cut).toList();
  }

  /** The unscaled divergence of one parameter. */
  private static Effect effect(Axis axis, List<Observation> top, List<Observation> all) {
    List<ParameterValue> ofTop = values(axis, top);
    List<ParameterValue> ofAll = values(axis, all);
    if (ofTop.isEmpty() || ofAll.size() < LEAST) {
      return new Effect(axis.path(), 0, 0, List.of());
    }
    Grid grid = Grid.of(axis);
    double[] topDensity = GridDensity.of(grid, ofTop);
    double[] allDensity = GridDensity.of(grid, ofAll);
    double divergence = 0;
    for (int cell = 0; cell < grid.cells(); cell++) {
      double off = ratio(topDensity[cell], allDensity[cell]) - 1;
      divergence += (allDensity[cell] + TINY) * off * off;
    }
    double alpha = (double) ofTop.size() / top.size();
    double beta = (double) ofAll.size() / all.size();
    List<Point> curve =
        IntStream.range(0, grid.cells())
            .mapToObj(
                cell -> new Point(grid.value(cell), ratio(topDensity[cell], allDensity[cell]), 0))
            .toList();
    return new Effect(axis.path(), alpha * alpha / beta * divergence, 0, curve);
  }

  private static double ratio(double top, double all) {
    return (top + TINY) / (all + TINY);
  }

  private static List<ParameterValue> values(Axis axis, List<Observation> observations) {
    return observations.stream()
        .flatMap(each -> each.configuration().find(axis.path()).stream())
        .toList();
  }
}
