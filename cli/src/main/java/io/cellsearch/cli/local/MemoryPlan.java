package io.cellsearch.cli.local;

import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.search.RandomDraws;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.training.trainer.TrialMemory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The memory that an experiment's trials will need, by their configurations.
 *
 * @param typical the median of random draws
 * @param largest of the same draws with their sizes at the upper ends of the space; as memory grows
 *     with every size, this is the most of the whole space once each choice was drawn
 */
public record MemoryPlan(Trial typical, Trial largest) {
  private static final int DRAWS = 100;

  /** What makes a network larger; where units are padded, the last odd number may beat an even. */
  private static final Set<String> SIZES =
      Set.of("model.units", "model.layers", "training.batch_size", "model.dropout");

  private static final int WIDEST_VECTOR = 16;

  /** A configuration and its need. */
  public record Trial(Configuration configuration, TrialMemory memory) {}

  /** Plans the trials of an experiment on its data. */
  public static MemoryPlan of(ExperimentSpec spec, DataSize data) {
    List<Configuration> draws =
        alike(RandomDraws.of(spec.space(), DRAWS, spec.search().seed()), spec.space().parameters());
    List<Trial> drawn = trials(spec, data, draws);
    List<Configuration> ends = new ArrayList<>();
    for (Configuration draw : draws) {
      for (int below = 0; below < 2; below++) {
        ends.add(atUpperEnds(draw, spec.space().parameters(), below));
      }
    }
    List<Trial> largest = trials(spec, data, ends.stream().distinct().toList());
    return new MemoryPlan(drawn.get(drawn.size() / 2), largest.get(largest.size() - 1));
  }

  /** The draws with the same rates: those need no memory, and equal needs are computed once. */
  private static List<Configuration> alike(List<Configuration> draws, List<Parameter> parameters) {
    Map<String, ParameterValue> rates = new LinkedHashMap<>();
    List<Configuration> alike = new ArrayList<>();
    for (Configuration draw : draws) {
      Map<String, ParameterValue> values = new LinkedHashMap<>(draw.values());
      for (Parameter each : parameters) {
        if (each.domain() instanceof Domain.RealRange && !SIZES.contains(each.path())) {
          values.computeIfPresent(
              each.path(), (path, value) -> rates.computeIfAbsent(path, none -> value));
        }
      }
      alike.add(new Configuration(values));
    }
    return alike;
  }

  /** By need, the smallest first. */
  private static List<Trial> trials(
      ExperimentSpec spec, DataSize data, List<Configuration> configurations) {
    Map<Configuration, TrialMemory> known = new HashMap<>();
    return configurations.stream()
        .map(
            each ->
                new Trial(
                    each,
                    known.computeIfAbsent(
                        each, one -> TrialMemory.of(spec.task(), data, one, spec.cells()))))
        .sorted(Comparator.comparingLong(trial -> trial.memory().bytes()))
        .toList();
  }

  /**
   * The configuration with its sizes as large as the space lets them be.
   *
   * @param below 1 to take the largest number of units that is no multiple of a vector instead
   */
  private static Configuration atUpperEnds(
      Configuration draw, List<Parameter> parameters, int below) {
    Map<String, ParameterValue> values = new LinkedHashMap<>(draw.values());
    for (Parameter parameter : parameters) {
      if (SIZES.contains(parameter.path()) && values.containsKey(parameter.path())) {
        boolean odd = below == 1 && parameter.path().equals("model.units");
        values.put(parameter.path(), upperEnd(parameter.domain(), odd));
      }
    }
    return new Configuration(values);
  }

  private static ParameterValue upperEnd(Domain domain, boolean odd) {
    if (domain instanceof Domain.IntRange range) {
      long last = range.min() + (range.max() - range.min()) / range.step() * range.step();
      long other = last - range.step();
      boolean takes = odd && last % WIDEST_VECTOR == 0 && other >= range.min();
      return new ParameterValue.Int(takes ? other : last);
    }
    if (domain instanceof Domain.RealRange range) {
      return new ParameterValue.Real(range.max());
    }
    if (domain instanceof Domain.Constant constant) {
      return constant.value();
    }
    return ((Domain.Choice) domain)
        .values().stream().max(Comparator.comparingDouble(MemoryPlan::number)).orElseThrow();
  }

  private static double number(ParameterValue value) {
    return value instanceof ParameterValue.Int whole
        ? whole.value()
        : ((ParameterValue.Real) value).value();
  }
}
