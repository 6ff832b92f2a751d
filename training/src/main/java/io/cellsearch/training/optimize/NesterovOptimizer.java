package io.cellsearch.training.optimize;

import java.util.Map;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Gradient descent with Nesterov's momentum (Nesterov 1983; Sutskever et al. 2013) in the form of
 * Bengio et al. 2013, equations 6 and 7, which keeps the point that gradients are taken at: u = μ u
 * + g; θ −= α (g + μ u).
 */
final class NesterovOptimizer implements Optimizer {
  private final float momentum;
  private final float[] velocity;
  private long steps;

  NesterovOptimizer(OptimizerSpec.Nesterov spec, int length) {
    this.momentum = (float) spec.momentum();
    this.velocity = new float[length];
  }

  @Override
  public void step(float[] parameters, float[] gradients, double learningRate) {
    steps++;
    float[] u = velocity;
    float rate = (float) learningRate;
    int first = VectorModule.isPresent() ? Lanes.step(this, parameters, gradients, rate) : 0;
    for (int i = first; i < u.length; i++) {
      u[i] = u[i] * momentum + gradients[i];
      parameters[i] -= (u[i] * momentum + gradients[i]) * rate;
    }
  }

  /** The same over whole vectors. */
  private static final class Lanes {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

    /** Returns where it stopped. */
    static int step(NesterovOptimizer of, float[] parameters, float[] gradients, float rate) {
      float[] u = of.velocity;
      int i = 0;
      for (; i < LANES.loopBound(u.length); i += LANES.length()) {
        FloatVector gradient = FloatVector.fromArray(LANES, gradients, i);
        FloatVector newU = FloatVector.fromArray(LANES, u, i).mul(of.momentum).add(gradient);
        newU.intoArray(u, i);
        FloatVector change = newU.mul(of.momentum).add(gradient).mul(rate);
        FloatVector.fromArray(LANES, parameters, i).sub(change).intoArray(parameters, i);
      }
      return i;
    }
  }

  @Override
  public OptimizerState save() {
    return new OptimizerState(steps, Map.of("u", velocity));
  }

  @Override
  public void restore(OptimizerState state) {
    state.copy("u", velocity);
    steps = state.steps();
  }
}
