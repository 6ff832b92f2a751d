package io.cellsearch.training.optimize;

import java.util.Map;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * RMSProp (Tieleman and Hinton 2012, lecture 6.5): v is the decaying mean of g²; θ −= α · g / (√v +
 * ε).
 */
final class RmsPropOptimizer implements Optimizer {
  private final OptimizerSpec.RmsProp spec;
  private final float[] square;
  private long steps;

  RmsPropOptimizer(OptimizerSpec.RmsProp spec, int length) {
    this.spec = spec;
    this.square = new float[length];
  }

  @Override
  public void step(float[] parameters, float[] gradients, double learningRate) {
    steps++;
    float[] v = square;
    float keep = (float) spec.decay();
    float take = (float) (1 - spec.decay());
    float epsilon = (float) spec.epsilon();
    float rate = (float) learningRate;
    int first = VectorModule.isPresent() ? Lanes.step(this, parameters, gradients, rate) : 0;
    for (int i = first; i < v.length; i++) {
      float gradient = gradients[i];
      v[i] = v[i] * keep + gradient * take * gradient;
      parameters[i] -= gradient * rate / ((float) Math.sqrt(v[i]) + epsilon);
    }
  }

  /** The same over whole vectors. */
  private static final class Lanes {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

    /** Returns where it stopped. */
    static int step(RmsPropOptimizer of, float[] parameters, float[] gradients, float rate) {
      float[] v = of.square;
      float keep = (float) of.spec.decay();
      float take = (float) (1 - of.spec.decay());
      float epsilon = (float) of.spec.epsilon();
      int i = 0;
      for (; i < LANES.loopBound(v.length); i += LANES.length()) {
        FloatVector gradient = FloatVector.fromArray(LANES, gradients, i);
        FloatVector newV =
            FloatVector.fromArray(LANES, v, i).mul(keep).add(gradient.mul(take).mul(gradient));
        newV.intoArray(v, i);
        FloatVector change = gradient.mul(rate).div(newV.sqrt().add(epsilon));
        FloatVector.fromArray(LANES, parameters, i).sub(change).intoArray(parameters, i);
      }
      return i;
    }
  }

  @Override
  public OptimizerState save() {
    return new OptimizerState(steps, Map.of("v", square));
  }

  @Override
  public void restore(OptimizerState state) {
    state.copy("v", square);
    steps = state.steps();
  }
}
