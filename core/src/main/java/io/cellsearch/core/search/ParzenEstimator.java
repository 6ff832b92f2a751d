package io.cellsearch.core.search;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A mixture of products of kernels, one for each observation and one for the prior, whose weights
 * fall with age. It is kept up to date by single observations: of thousands of kernels few change
 * with one more.
 */
final class ParzenEstimator {
  /** Observations that have full weight, the newest. */
  private static final int NEW = 25;

  /** A kernel below the greatest by this factor, as a logarithm, adds nothing to a double. */
  private static final double NOTHING = -50;

  private final List<ParzenColumn> columns;
  private final TreeMap<Integer, Integer> slots = new TreeMap<>();
  private int[] vacant = new int[64];
  private int vacancies;
  private int top = 1;
  private boolean stale = true;
  private double[] weights = new double[64];
  private double[] constants = new double[64];
  private double[] sums = new double[64];

  ParzenEstimator(List<ParzenColumn> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Takes in the observation of a trial. */
  void put(int trial, double[] point) {
    int slot = vacancies > 0 ? vacant[--vacancies] : top++;
    if (top > weights.length) {
      weights = Arrays.copyOf(weights, 2 * top);
      constants = new double[2 * top];
      sums = new double[2 * top];
    }
    slots.put(trial, slot);
    for (int d = 0; d < columns.size(); d++) {
      columns.get(d).put(slot, trial, point[d]);
    }
    stale = true;
  }

  /** Forgets the observation of a trial, if there is one. */
  void remove(int trial) {
    Integer slot = slots.remove(trial);
    if (slot == null) {
      return;
    }
    columns.forEach(column -> column.remove(slot));
    vacant = vacancies < vacant.length ? vacant : Arrays.copyOf(vacant, 2 * vacancies);
    vacant[vacancies++] = slot;
    stale = true;
  }

  /** Points drawn from the mixture, each from one kernel in all dimensions. */
  double[][] draw(int count, UniformRandomProvider random) {
    refresh();
    double[][] points = new double[count][columns.size()];
    for (double[] point : points) {
      int kernel = kernel(random.nextDouble());
      for (int d = 0; d < point.length; d++) {
        point[d] = columns.get(d).draw(kernel, random);
      }
    }
    return points;
  }

  private int kernel(double uniform) {
    double left = uniform;
    for (int slot : slots.values()) {
      left -= weights[slot];
      if (left < 0) {
        return slot;
      }
    }
    return ParzenColumn.PRIOR;
  }

  /** The logarithm of the density at a point. */
  double logDensity(double[] point) {
    refresh();
    System.arraycopy(constants, 0, sums, 0, top);
    for (int d = 0; d < point.length; d++) {
      columns.get(d).addLogDensity(point[d], sums, top);
    }
    double greatest = Double.NEGATIVE_INFINITY;
    for (int slot = 0; slot < top; slot++) {
      greatest = Math.max(greatest, sums[slot]);
    }
    double total = 0;
    for (int slot = 0; slot < top; slot++) {
      double relative = sums[slot] - greatest;
      total += relative > NOTHING ? Math.exp(relative) : 0;
    }
    return greatest + Math.log(total);
  }

  private void refresh() {
    if (!stale) {
      return;
    }
    stale = false;
    weigh();
    for (int slot = 0; slot < top; slot++) {
      constants[slot] = Math.log(weights[slot]);
    }
    for (ParzenColumn column : columns) {
      column.refresh();
      column.addConstants(constants, top);
    }
  }

  /** The newest have weight 1, as the prior; before them it rises evenly from 1/n. */
  private void weigh() {
    int n = slots.size();
    int old = Math.max(0, n - NEW);
    double total = 1;
    int i = 0;
    Arrays.fill(weights, 0);
    for (Map.Entry<Integer, Integer> entry : slots.entrySet()) {
      double weight = i < old ? rising(i, old, n) : 1;
      weights[entry.getValue()] = weight;
      total += weight;
      i++;
    }
    weights[ParzenColumn.PRIOR] = 1;
    for (int slot = 0; slot < top; slot++) {
      weights[slot] /= total;
    }
  }

  private static double rising(int i, int old, int n) {
    double first = 1.0 / n;
    return old == 1 ? first : first + i * (1 - first) / (old - 1);
  }
}
