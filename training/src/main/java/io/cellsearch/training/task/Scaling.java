package io.cellsearch.training.task;

import java.util.ArrayList;
import java.util.List;

/**
 * Shift and scale of some columns, fitted on the training part: scaled = (value - mean) /
 * deviation.
 *
 * @param means [column]
 * @param deviations [column], each above 0
 */
public record Scaling(List<Double> means, List<Double> deviations) {

  public Scaling {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
  }

  /** To the network's numbers. */
  float scale(int column, double value) {
    return (float) ((value - means.get(column)) / deviations.get(column));
  }

  /** Back from the network's numbers. */
  double invert(int column, double scaled) {
    return scaled * deviations.get(column) + means.get(column);
  }

  /** Gathers the values of all columns (Welford 1962: stable in one pass). */
  static final class Fit {
    private final long[] counts;
    private final double[] means;
    private final double[] squares;

    Fit(int columns) {
      counts = new long[columns];
      means = new double[columns];
      squares = new double[columns];
    }

    void add(int column, double value) {
      counts[column]++;
      double difference = value - means[column];
      means[column] += difference / counts[column];
      squares[column] += difference * (value - means[column]);
    }

    /** A column that never changes keeps its unit. */
    Scaling finish() {
      List<Double> shift = new ArrayList<>();
      List<Double> scale = new ArrayList<>();
      for (int column = 0; column < counts.length; column++) {
        double deviation = Math.sqrt(squares[column] / counts[column]);
        shift.add(means[column]);
        scale.add(deviation > 0 ? deviation : 1);
      }
      return new Scaling(shift, scale);
    }
  }
}
