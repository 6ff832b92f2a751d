package io.cellsearch.training.optimize;

/**
 * Changes parameters along their gradients. Results do not depend on the machine's vector width, to
 * the bit. Not safe for use by several threads.
 */
public interface Optimizer {

  /**
   * One step; the gradients are left as they are.
   *
   * @param parameters changed in place; as long as the optimizer was made for
   * @param gradients laid out like the parameters
   * @param learningRate of this step
   */
  void step(float[] parameters, float[] gradients, double learningRate);

  /** A copy of everything that later steps depend on. */
  OptimizerState save();

  /**
   * Goes on from a saved state as if nothing had happened in between.
   *
   * @throws IllegalArgumentException if another kind of optimizer or one of another length saved it
   */
  void restore(OptimizerState state);
}
