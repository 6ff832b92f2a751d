package io.cellsearch.training.optimize;

import java.util.Map;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Gradient descent with heavy-ball momentum (Polyak 1964): u = μ u + g; θ −= α u. */
final class SgdOptimizer implements Optimizer {
  private final float momentum;

  /** As long as the parameters; empty without momentum. */
  private final float[] velocity;

  private final int length;
  private long steps;

  SgdOptimizer(OptimizerSpec.Sgd spec, int length) {
    this.momentum = (float) spec.momentum();
    this.length = length;
    this.velocity = new float[momentum == 0 ? 0 : length];
  }

  @Override
  public void step(float[] parameters, float[] gradients, double learningRate) {
    steps++;
    float[] direction = gradients;
    if (momentum != 0) {
      accelerate(gradients);
      direction = velocity;
    }
    float rate = (float) learningRate;
    int first = VectorModule.isPresent() ? Lanes.move(parameters, direction, rate, length) : 0;
    for (int i = first; i < length; i++) {
      parameters[i] -= direction[i] * rate;
    }
  }

  private void accelerate(float[] gradients) {
    float[] u = velocity;
    int first = VectorModule.isPresent() ? Lanes.accelerate(u, gradients, momentum) : 0;
    for (int i = first; i < u.length; i++) {
      u[i] = u[i] * momentum + gradients[i];
    }
  }

  /** The same over whole vectors; each method returns where it stopped. */
  private static final class Lanes {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

    static int move(float[] parameters, float[] direction, float rate, int length) {
      int i = 0;
      for (; i < LANES.loopBound(length); i += LANES.length()) {
        FloatVector change = FloatVector.fromArray(LANES, direction, i).mul(rate);
        FloatVector.fromArray(LANES, parameters, i).sub(change).intoArray(parameters, i);
      }
      return i;
    }

    static int accelerate(float[] u, float[] gradients, float momentum) {
      int i = 0;
      for (; i < LANES.loopBound(u.length); i += LANES.length()) {
        FloatVector gradient = FloatVector.fromArray(LANES, gradients, i);
        FloatVector.fromArray(LANES, u, i).mul(momentum).add(gradient).intoArray(u, i);
      }
      return i;
    }
  }

  @Override
  public OptimizerState save() {
    return new OptimizerState(steps, momentum == 0 ? Map.of() : Map.of("u", velocity));
  }

  @Override
  public void restore(OptimizerState state) {
    if (momentum != 0) {
      state.copy("u", velocity);
    } else if (!state.arrays().isEmpty()) {
      throw new IllegalArgumentException(
          "descent without momentum remembers nothing, but got " + state.arrays().keySet());
    }
    steps = state.steps();
  }
}
