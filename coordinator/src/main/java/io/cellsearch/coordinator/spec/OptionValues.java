package io.cellsearch.coordinator.spec;

import io.cellsearch.cells.CellOptions;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Domain.RealRange;
import io.cellsearch.core.space.ParameterValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The options that a space gives one cell, value by value. Of a range without end points enough to
 * tell: both ends and a number between them that is no round one.
 */
final class OptionValues {
  /** Combinations beyond these are left to the trial that meets them. */
  private static final int MOST = 1000;

  private OptionValues() {}

  /** Every combination of the values of some options. */
  static List<CellOptions> combinations(Map<String, Domain> options) {
    List<Map<String, ParameterValue>> all = List.of(Map.of());
    for (Map.Entry<String, Domain> option : options.entrySet()) {
      List<Map<String, ParameterValue>> longer = new ArrayList<>();
      for (Map<String, ParameterValue> shorter : all) {
        for (ParameterValue value : values(option.getValue())) {
          Map<String, ParameterValue> one = new TreeMap<>(shorter);
          one.put(option.getKey(), value);
          longer.add(one);
        }
      }
      all = longer.subList(0, Math.min(MOST, longer.size()));
    }
    return all.stream().map(OptionValues::settled).toList();
  }

  private static CellOptions settled(Map<String, ParameterValue> values) {
    Map<String, Boolean> switches = new TreeMap<>();
    Map<String, Double> numbers = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          if (value instanceof ParameterValue.Flag flag) {
            switches.put(name, flag.value());
          } else if (value instanceof ParameterValue.Real real) {
            numbers.put(name, real.value());
          } else if (value instanceof ParameterValue.Int whole) {
            numbers.put(name, (double) whole.value());
          }
        });
    return new CellOptions(switches, numbers);
  }

  private static List<ParameterValue> values(Domain domain) {
    if (domain instanceof Domain.Constant constant) {
      return List.of(constant.value());
    }
    if (domain instanceof Domain.Choice choice) {
      return choice.values();
    }
    if (domain instanceof RealRange range) {
      return reals(range).stream().<ParameterValue>map(ParameterValue.Real::new).toList();
    }
    Domain.IntRange range = (Domain.IntRange) domain;
    return List.of(new ParameterValue.Int(range.min()), new ParameterValue.Int(range.max()));
  }

  private static List<Double> reals(RealRange range) {
    double width = range.max() - range.min();
    if (range.step().isPresent()) {
      double step = range.step().getAsDouble();
      int steps = (int) Math.min(MOST - 1, Math.floor(width / step + 1e-9));
      return IntStream.rangeClosed(0, steps).mapToObj(i -> range.min() + i * step).toList();
    }
    return List.of(range.min(), range.min() + 0.3819 * width, range.max());
  }
}
