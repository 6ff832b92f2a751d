package io.cellsearch.core.search;

import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Evolution in which age decides who dies (Real et al. 2019, "Regularized evolution for image
 * classifier architecture search", AAAI): the best of a few, drawn from the newest results, has a
 * child that differs in one parameter. A trial joins when it first pauses or ends; a result that
 * comes later improves its standing, not its age.
 */
final class RegularizedEvolution implements Sampler {
  /** Mutations after which one that was tried, or changes nothing, is taken after all. */
  private static final int ATTEMPTS = 20;

  /** A result and the configuration that had it. */
  private record Individual(Standing standing, Configuration configuration) {}

  private final SearchSettings.RegularizedEvolution settings;
  private final SearchSpace space;
  private final Untried untried;
  private final RandomSampler random;
  private final List<Axis> axes;

  private final Set<Integer> born = new HashSet<>();

  /** By trial, the oldest first. */
  private final LinkedHashMap<Integer, Individual> population = new LinkedHashMap<>();

  RegularizedEvolution(
      SearchSettings.RegularizedEvolution settings, SearchSpace space, Untried untried) {
    this.settings = settings;
    this.space = space;
    this.untried = untried;
    random = new RandomSampler(space, settings.seed());
    axes = Axis.of(space);
  }

  @Override
  public Configuration suggest(int trial) {
    if (population.size() < settings.populationSize()) {
      return random.suggest(trial);
    }
    UniformRandomProvider stream =
        Seeds.stream(
            Seeds.child(
                Seeds.child(settings.seed(), trial, Purpose.CONFIGURATION),
                "evolution",
                Purpose.CONFIGURATION));
    Configuration parent = parent(stream);
    Mutation mutation = new Mutation(stream);
    Configuration child = child(parent, mutation, stream);
    for (int i = 1; i < ATTEMPTS && (child.equals(parent) || untried.tried(child)); i++) {
      child = child(parent, mutation, stream);
    }
    return child;
  }

  private Configuration parent(UniformRandomProvider stream) {
    List<Individual> left = new ArrayList<>(population.values());
    Individual best = left.remove(stream.nextInt(left.size()));
    for (int i = 1; i < settings.tournamentSize(); i++) {
      Individual other = left.remove(stream.nextInt(left.size()));
      best = other.standing().compareTo(best.standing()) < 0 ? other : best;
    }
    return best.configuration();
  }

  /** What becomes active by the change is drawn uniformly. */
  private Configuration child(
      Configuration parent, Mutation mutation, UniformRandomProvider stream) {
    List<Axis> active = axes.stream().filter(axis -> parent.find(axis.path()).isPresent()).toList();
    if (active.isEmpty()) {
      return parent;
    }
    String changed = active.get(stream.nextInt(active.size())).path();
    return space.configure(
        parameter -> {
          Axis axis = axis(parameter.path());
          return parent
              .find(parameter.path())
              .map(value -> axis.path().equals(changed) ? mutation.moved(axis, value) : value)
              .orElseGet(() -> mutation.any(axis));
        });
  }

  private Axis axis(String path) {
    return axes.stream().filter(axis -> axis.path().equals(path)).findFirst().orElseThrow();
  }

  @Override
  public void learn(Trial trial) {
    Optional<Standing> standing = Standing.of(trial);
    if (standing.isEmpty()) {
      population.remove(trial.number());
      return;
    }
    if (!born.add(trial.number()) && !population.containsKey(trial.number())) {
      // It has died of age.
      return;
    }
    population.put(trial.number(), new Individual(standing.get(), trial.configuration()));
    if (population.size() > settings.populationSize()) {
      population.remove(population.keySet().iterator().next());
    }
  }
}
