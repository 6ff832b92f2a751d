package io.cellsearch.core.importance;

import io.cellsearch.core.search.Axis;
import io.cellsearch.core.space.ParameterValue;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Observations as rows of coordinates in [0, 1], each on its parameter's own scale, with their
 * values. A coordinate of a parameter that was inactive is drawn at random.
 */
final class Sample {
  private final double[][] coordinates;
  private final double[] values;
  private final int[] choices;

  /** The place of each row in the order of an axis: {@code [axis][row]}. */
  private final int[][] ranks;

  private Sample(double[][] coordinates, double[] values, int[] choices) {
    this.coordinates = coordinates;
    this.values = values;
    this.choices = choices;
    this.ranks = IntStream.range(0, choices.length).mapToObj(this::ranks).toArray(int[][]::new);
  }

  /** The observations as rows in their order. */
  static Sample of(List<Axis> axes, List<Observation> observations, UniformRandomProvider random) {
    double[][] coordinates = new double[observations.size()][axes.size()];
    double[] values = new double[observations.size()];
    for (int row = 0; row < values.length; row++) {
      Observation observation = observations.get(row);
      values[row] = observation.loss();
      for (int axis = 0; axis < axes.size(); axis++) {
        Optional<ParameterValue> value = observation.configuration().find(axes.get(axis).path());
        double drawn = random.nextDouble();
        coordinates[row][axis] = value.map(axes.get(axis)::unit).orElse(drawn);
      }
    }
    int[] choices = axes.stream().mapToInt(Axis::choices).toArray();
    return new Sample(coordinates, values, choices);
  }

  private int[] ranks(int axis) {
    int[] ranks = new int[values.length];
    List<Integer> order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> coordinates[row][axis]))
            .toList();
    for (int i = 0; i < ranks.length; i++) {
      ranks[order.get(i)] = i;
    }
    return ranks;
  }

  int axes() {
    return choices.length;
  }

  /** The number of an axis's choices, 0 where it is one of numbers. */
  int choices(int axis) {
    return choices[axis];
  }

  double coordinate(int row, int axis) {
    return coordinates[row][axis];
  }

  /** The choice that a row has, from 0. */
  int choice(int row, int axis) {
    return Math.min((int) (coordinates[row][axis] * choices[axis]), choices[axis] - 1);
  }

  double value(int row) {
    return values[row];
  }

  double mean(int[] rows) {
    double sum = 0;
    for (int row : rows) {
      sum += values[row];
    }
    return sum / rows.length;
  }

  /** Whether all rows have the same value. */
  boolean isPure(int[] rows) {
    return Arrays.stream(rows).allMatch(row -> values[row] == values[rows[0]]);
  }

  int[] where(int[] rows, IntPredicate which) {
    return Arrays.stream(rows).filter(which).toArray();
  }

  /** The rows in the order of an axis. */
  int[] sorted(int[] rows, int axis) {
    long[] keys = new long[rows.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) ranks[axis][rows[i]] << Integer.SIZE | rows[i];
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }
}
