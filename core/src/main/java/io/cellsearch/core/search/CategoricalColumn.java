package io.cellsearch.core.search;

import io.cellsearch.core.space.ParameterValue;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Choices: a kernel has 1/(n + 1) everywhere and 1 more on what was observed, normalised; the prior
 * is uniform.
 */
final class CategoricalColumn implements ParzenColumn {
  private final Axis axis;
  private final double[] logarithms;
  private int[] observed = new int[64];
  private int count;
  private double same;
  private double other;

  CategoricalColumn(Axis axis) {
    this.axis = axis;
    logarithms = new double[axis.choices() + 1];
    observed[PRIOR] = axis.choices();
  }

  @Override
  public double coordinate(ParameterValue value) {
    return axis.choice(value);
  }

  @Override
  public ParameterValue value(double coordinate) {
    return axis.choice((int) coordinate);
  }

  @Override
  public void put(int slot, int trial, double coordinate) {
    observed = slot < observed.length ? observed : Arrays.copyOf(observed, 2 * slot);
    observed[slot] = (int) coordinate;
    count++;
  }

  @Override
  public void remove(int slot) {
    count--;
  }

  @Override
  public void refresh() {
    double everywhere = 1.0 / (count + 1);
    double total = 1 + axis.choices() * everywhere;
    same = (1 + everywhere) / total;
    other = everywhere / total;
  }

  @Override
  public void addConstants(double[] sums, int slots) {}

  @Override
  public void addLogDensity(double coordinate, double[] sums, int slots) {
    Arrays.fill(logarithms, Math.log(other));
    logarithms[(int) coordinate] = Math.log(same);
    logarithms[axis.choices()] = -Math.log(axis.choices());
    for (int slot = 0; slot < slots; slot++) {
      sums[slot] += logarithms[observed[slot]];
    }
  }

  @Override
  public double draw(int slot, UniformRandomProvider random) {
    if (slot == PRIOR) {
      return random.nextInt(axis.choices());
    }
    double uniform = random.nextDouble();
    int choice = 0;
    for (double left = uniform; choice < axis.choices() - 1; choice++) {
      left -= choice == observed[slot] ? same : other;
      if (left < 0) {
        break;
      }
    }
    return choice;
  }
}
