package io.cellsearch.core.importance;

import io.cellsearch.core.search.Normal;
import io.cellsearch.core.space.ParameterValue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The Parzen estimate of a density on a grid: one kernel for each cell that holds observations,
 * weighed by their number, and one for the prior, weighed as one observation. Kernels are normal,
 * cut at the grid's ends and summed up over each cell, with one bandwidth after Scott's rule (Scott
 * 1992) as PED-ANOVA's authors use it; a choice has the smoothed counts of TPE.
 */
final class GridDensity {
  /** Scott's factor for a normal kernel in one dimension. */
  private static final double SCOTT = 1.059;

  /** Quartiles of the standard normal distribution lie so far apart. */
  private static final double NORMAL_QUARTILES = 1.34;

  /** The least bandwidth, with which 90 % of a kernel lie within its cell. */
  private static final double LEAST = 0.5 / 1.64;

  private final int[] cells;
  private final double[] counts;
  private final double total;
  private final double[] density;

  private GridDensity(Grid grid, List<ParameterValue> values) {
    double[] all = new double[grid.cells()];
    values.forEach(value -> all[grid.cell(value)]++);
    this.cells = IntStream.range(0, all.length).filter(cell -> all[cell] > 0).toArray();
    this.counts = Arrays.stream(cells).mapToDouble(cell -> all[cell]).toArray();
    this.total = values.size();
    this.density = new double[grid.cells()];
  }

  /** The probability of each cell. */
  static double[] of(Grid grid, List<ParameterValue> values) {
    GridDensity estimate = new GridDensity(grid, values);
    if (grid.isChoice()) {
      estimate.addChoices();
    } else {
      estimate.addNumbers();
    }
    return estimate.density;
  }

  private void addChoices() {
    double kernels = cells.length + 1;
    double other = 1 / kernels;
    double sum = 1 + density.length * other;
    for (int kernel = 0; kernel < cells.length; kernel++) {
      double weight = counts[kernel] / (total + 1);
      for (int cell = 0; cell < density.length; cell++) {
        density[cell] += weight * (other + (cell == cells[kernel] ? 1 : 0)) / sum;
      }
    }
    for (int cell = 0; cell < density.length; cell++) {
      density[cell] += 1 / (total + 1) / density.length;
    }
  }

  private void addNumbers() {
    double deviation = Math.max(bandwidth(), LEAST);
    for (int kernel = 0; kernel < cells.length; kernel++) {
      addNormal(counts[kernel] / (total + 1), cells[kernel], deviation);
    }
    addNormal(1 / (total + 1), (density.length - 1) / 2.0, density.length);
  }

  private void addNormal(double weight, double mean, double deviation) {
    double whole =
        Normal.logMass((-0.5 - mean) / deviation, (density.length - 0.5 - mean) / deviation);
    for (int cell = 0; cell < density.length; cell++) {
      double part =
          Normal.logMass((cell - 0.5 - mean) / deviation, (cell + 0.5 - mean) / deviation);
      density[cell] += weight * Math.exp(part - whole);
    }
  }

  private double bandwidth() {
    double mean = 0;
    for (int i = 0; i < cells.length; i++) {
      mean += counts[i] * cells[i] / total;
    }
    double squares = 0;
    for (int i = 0; i < cells.length; i++) {
      squares += counts[i] * (cells[i] - mean) * (cells[i] - mean);
    }
    double spread = Math.sqrt(squares / Math.max(1, total - 1));
    double quartiles = cells[upperQuartile()] - cells[lowerQuartile()];
    return SCOTT * Math.min(quartiles / NORMAL_QUARTILES, spread) * Math.pow(total, -0.2);
  }

  /** The first kernel up to which at least a quarter of the observations lie. */
  private int lowerQuartile() {
    return firstWith(Math.floor(total / 4), false);
  }

  /** The first kernel up to which more than three quarters of them lie, or the last. */
  private int upperQuartile() {
    return firstWith(Math.floor(total * 3 / 4), true);
  }

  private int firstWith(double observations, boolean more) {
    double sum = 0;
    for (int i = 0; i < cells.length; i++) {
      sum += counts[i];
      if (more ? sum > observations : sum >= observations) {
        return i;
      }
    }
    return cells.length - 1;
  }
}
