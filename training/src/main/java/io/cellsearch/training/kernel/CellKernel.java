package io.cellsearch.training.kernel;

/** What the compiler makes of a cell's loops. */
public interface CellKernel {

  /**
   * Runs one loop over one step.
   *
   * @param loop which one, in the order in which they were given
   * @param arena all buffers
   * @param offsets where each buffer begins in the arena
   * @param time the step
   * @param batch rows of a step
   * @param padded np, the units padded to the lanes
   * @param slotStride floats between two rows of the slot buffer
   */
  void run(int loop, float[] arena, int[] offsets, int time, int batch, int padded, int slotStride);
}
