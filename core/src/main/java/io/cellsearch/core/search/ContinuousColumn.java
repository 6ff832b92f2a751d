package io.cellsearch.core.search;

import io.cellsearch.core.space.ParameterValue;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/** Real numbers: truncated normal kernels on the parameter's own scale, without its Jacobian. */
final class ContinuousColumn implements ParzenColumn {
  private static final double ROOT_HALF = Math.sqrt(0.5);

  private final Axis.Scaled scale;
  private final Bandwidths kernels;
  private double[] centres = new double[64];
  private double[] slopes = new double[64];
  private double[] constants = new double[64];

  ContinuousColumn(Axis axis) {
    scale = axis.numbers();
    kernels = new Bandwidths(scale.low(), scale.high());
    widened(PRIOR);
  }

  @Override
  public double coordinate(ParameterValue value) {
    return scale.scaled(value);
  }

  @Override
  public ParameterValue value(double coordinate) {
    return scale.value(coordinate);
  }

  @Override
  public void put(int slot, int trial, double coordinate) {
    if (slot >= centres.length) {
      centres = Arrays.copyOf(centres, 2 * slot);
      slopes = Arrays.copyOf(slopes, 2 * slot);
      constants = Arrays.copyOf(constants, 2 * slot);
    }
    kernels.put(slot, trial, coordinate);
  }

  @Override
  public void remove(int slot) {
    kernels.remove(slot);
  }

  @Override
  public void refresh() {
    kernels.refresh(this::widened);
  }

  private void widened(int slot) {
    double centre = kernels.centre(slot);
    double width = kernels.width(slot);
    centres[slot] = centre;
    slopes[slot] = ROOT_HALF / width;
    constants[slot] =
        -Math.log(width)
            - Normal.HALF_LOG_2PI
            - Normal.logMass((kernels.low() - centre) / width, (kernels.high() - centre) / width);
  }

  @Override
  public void addConstants(double[] sums, int slots) {
    for (int slot = 0; slot < slots; slot++) {
      sums[slot] += constants[slot];
    }
  }

  @Override
  public void addLogDensity(double coordinate, double[] sums, int slots) {
    double[] at = centres;
    double[] by = slopes;
    for (int slot = 0; slot < slots; slot++) {
      double z = (coordinate - at[slot]) * by[slot];
      sums[slot] -= z * z;
    }
  }

  @Override
  public double draw(int slot, UniformRandomProvider random) {
    return Normal.truncated(
        kernels.centre(slot),
        kernels.width(slot),
        kernels.low(),
        kernels.high(),
        random.nextDouble());
  }
}
