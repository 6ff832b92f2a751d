package io.cellsearch.core.search;

import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.SearchSpace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The evolution strategy beside trials that end in any order: every population's worth of results
 * is a generation, whichever one they were asked in. A trial counts when it first pauses or ends.
 * Whole numbers are rounded for the trial, while the strategy sees the point before the rounding.
 */
final class CmaEsSampler implements Sampler {
  private final SearchSpace space;
  private final long seed;
  private final List<Axis> axes;
  private final CmaEs strategy;
  private final int population;
  private final Map<Integer, double[]> asked = new HashMap<>();
  private final TreeMap<Standing, double[]> generation = new TreeMap<>();

  CmaEsSampler(SearchSettings.Cmaes settings, SearchSpace space) {
    this.space = space;
    this.seed = settings.seed();
    axes = Axis.of(space);
    population = settings.populationSize().orElse(CmaEs.population(axes.size()));
    strategy = new CmaEs(axes.size(), population, settings.sigma());
  }

  @Override
  public Configuration suggest(int trial) {
    double[] point = strategy.ask(Seeds.stream(Seeds.child(seed, trial, Purpose.CONFIGURATION)));
    asked.put(trial, point);
    return configuration(point);
  }

  private Configuration configuration(double[] point) {
    int[] next = {0};
    return space.configure(parameter -> axes.get(next[0]).at(point[next[0]++]));
  }

  /** Another configuration than the suggested one may have started. */
  @Override
  public void started(Trial trial) {
    double[] point = asked.get(trial.number());
    if (point == null || !configuration(point).equals(trial.configuration())) {
      asked.put(
          trial.number(),
          axes.stream()
              .mapToDouble(axis -> axis.unit(trial.configuration().find(axis.path()).orElseThrow()))
              .toArray());
    }
  }

  @Override
  public void learn(Trial trial) {
    Optional<Standing> standing = Standing.of(trial);
    double[] point = asked.remove(trial.number());
    if (standing.isEmpty() || point == null) {
      return;
    }
    generation.put(standing.get(), point);
    if (generation.size() == population) {
      strategy.tell(generation.values().toArray(double[][]::new));
      generation.clear();
    }
  }
}
