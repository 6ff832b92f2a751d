package io.cellsearch.core.search;

import io.cellsearch.core.space.ParameterValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Whole numbers and numbers with a step: the mass that a truncated normal kernel has within half a
 * step of a value. Kernels of equal centre and width, of which there are many, are computed once.
 */
final class SteppedColumn implements ParzenColumn {
  /** Beyond so many deviations a kernel says nothing beside the prior, which is everywhere. */
  private static final double FAR = 25;

  private record Kernel(double centre, double width) {}

  private final Axis.Scaled scale;
  private final Bandwidths bandwidths;
  private final Map<Kernel, Integer> numbers = new HashMap<>();
  private Kernel[] kernels = new Kernel[16];
  private double[] constants = new double[16];
  private int[] kernelOf = new int[64];
  private final Map<Double, double[]> masses = new HashMap<>();

  SteppedColumn(Axis axis) {
    scale = axis.numbers();
    bandwidths = new Bandwidths(scale.low(), scale.high());
    widened(PRIOR);
  }

  @Override
  public double coordinate(ParameterValue value) {
    return scale.number(scale.scaled(value));
  }

  @Override
  public ParameterValue value(double coordinate) {
    return scale.value(scale.scale(coordinate));
  }

  @Override
  public void put(int slot, int trial, double coordinate) {
    kernelOf = slot < kernelOf.length ? kernelOf : Arrays.copyOf(kernelOf, 2 * slot);
    bandwidths.put(slot, trial, scale.scale(coordinate));
  }

  @Override
  public void remove(int slot) {
    bandwidths.remove(slot);
  }

  @Override
  public void refresh() {
    bandwidths.refresh(this::widened);
  }

  private void widened(int slot) {
    Kernel kernel = new Kernel(bandwidths.centre(slot), bandwidths.width(slot));
    kernelOf[slot] = numbers.computeIfAbsent(kernel, this::add);
  }

  private int add(Kernel kernel) {
    int number = numbers.size();
    if (number == kernels.length) {
      kernels = Arrays.copyOf(kernels, 2 * number);
      constants = Arrays.copyOf(constants, 2 * number);
    }
    kernels[number] = kernel;
    constants[number] =
        -Normal.logMass(
            (bandwidths.low() - kernel.centre()) / kernel.width(),
            (bandwidths.high() - kernel.centre()) / kernel.width());
    masses.clear();
    return number;
  }

  @Override
  public void addConstants(double[] sums, int slots) {
    for (int slot = 0; slot < slots; slot++) {
      sums[slot] += constants[kernelOf[slot]];
    }
  }

  @Override
  public void addLogDensity(double coordinate, double[] sums, int slots) {
    double[] at = masses.computeIfAbsent(coordinate, this::logMasses);
    for (int slot = 0; slot < slots; slot++) {
      sums[slot] += at[kernelOf[slot]];
    }
  }

  private double[] logMasses(double coordinate) {
    double from = scale.scale(coordinate - scale.step() / 2);
    double to = scale.scale(coordinate + scale.step() / 2);
    double[] result = new double[numbers.size()];
    for (int i = 0; i < result.length; i++) {
      double a = (from - kernels[i].centre()) / kernels[i].width();
      double b = (to - kernels[i].centre()) / kernels[i].width();
      result[i] = a > FAR || b < -FAR ? Double.NEGATIVE_INFINITY : Normal.logMass(a, b);
    }
    return result;
  }

  @Override
  public double draw(int slot, UniformRandomProvider random) {
    return scale.number(
        Normal.truncated(
            bandwidths.centre(slot),
            bandwidths.width(slot),
            bandwidths.low(),
            bandwidths.high(),
            random.nextDouble()));
  }
}
