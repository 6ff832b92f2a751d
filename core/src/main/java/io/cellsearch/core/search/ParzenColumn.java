package io.cellsearch.core.search;

import io.cellsearch.core.space.ParameterValue;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The kernels of a Parzen estimator in one dimension, by slot. Slot 0 is the prior; a slot that was
 * vacated keeps meaningless numbers.
 */
interface ParzenColumn {
  /** The slot of the prior's kernel. */
  int PRIOR = 0;

  /** The coordinate in which this column computes. */
  double coordinate(ParameterValue value);

  ParameterValue value(double coordinate);

  /** Puts the kernel of a trial's observation into a slot from 1. */
  void put(int slot, int trial, double coordinate);

  void remove(int slot);

  /** Brings all kernels up to date after slots have changed. */
  void refresh();

  /** Adds each kernel's logarithmic factor that is the same at all points. */
  void addConstants(double[] sums, int slots);

  /** Adds the rest of each kernel's logarithm at a point. */
  void addLogDensity(double coordinate, double[] sums, int slots);

  /** Draws from a kernel. */
  double draw(int slot, UniformRandomProvider random);
}
