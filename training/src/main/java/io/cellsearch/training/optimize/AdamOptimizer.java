package io.cellsearch.training.optimize;

import java.util.Map;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adam (Kingma and Ba 2015, algorithm 1): m and v are decaying means of g and g²; θ −= α · m̂ /
 * (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ).
 */
final class AdamOptimizer implements Optimizer {
  private final OptimizerSpec.Adam spec;
  private final float[] mean;
  private final float[] square;
  private long steps;

  AdamOptimizer(OptimizerSpec.Adam spec, int length) {
    this.spec = spec;
    this.mean = new float[length];
    this.square = new float[length];
  }

  @Override
  public void step(float[] parameters, float[] gradients, double learningRate) {
    steps++;
    float rate = (float) (learningRate / (1 - Math.pow(spec.beta1(), steps)));
    float rootScale = (float) (1 / Math.sqrt(1 - Math.pow(spec.beta2(), steps)));
    decay(mean, square, gradients);
    move(parameters, rate, rootScale);
  }

  private void decay(float[] m, float[] v, float[] g) {
    float keepM = (float) spec.beta1();
    float takeM = (float) (1 - spec.beta1());
    float keepV = (float) spec.beta2();
    float takeV = (float) (1 - spec.beta2());
    for (int i = VectorModule.isPresent() ? Lanes.decay(spec, m, v, g) : 0; i < m.length; i++) {
      m[i] = m[i] * keepM + g[i] * takeM;
      v[i] = v[i] * keepV + g[i] * takeV * g[i];
    }
  }

  private void move(float[] parameters, float rate, float rootScale) {
    float epsilon = (float) spec.epsilon();
    int first = VectorModule.isPresent() ? Lanes.move(this, parameters, rate, rootScale) : 0;
    for (int i = first; i < mean.length; i++) {
      float root = (float) Math.sqrt(square[i]) * rootScale + epsilon;
      parameters[i] -= mean[i] * rate / root;
    }
  }

  /** The same over whole vectors; each method returns where it stopped. */
  private static final class Lanes {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

    static int decay(OptimizerSpec.Adam spec, float[] m, float[] v, float[] g) {
      float keepM = (float) spec.beta1();
      float takeM = (float) (1 - spec.beta1());
      float keepV = (float) spec.beta2();
      float takeV = (float) (1 - spec.beta2());
      int i = 0;
      for (; i < LANES.loopBound(m.length); i += LANES.length()) {
        FloatVector gradient = FloatVector.fromArray(LANES, g, i);
        FloatVector oldM = FloatVector.fromArray(LANES, m, i);
        FloatVector oldV = FloatVector.fromArray(LANES, v, i);
        oldM.mul(keepM).add(gradient.mul(takeM)).intoArray(m, i);
        oldV.mul(keepV).add(gradient.mul(takeV).mul(gradient)).intoArray(v, i);
      }
      return i;
    }

    static int move(AdamOptimizer of, float[] parameters, float rate, float rootScale) {
      float[] m = of.mean;
      float[] v = of.square;
      float epsilon = (float) of.spec.epsilon();
      int i = 0;
      for (; i < LANES.loopBound(m.length); i += LANES.length()) {
        FloatVector root = FloatVector.fromArray(LANES, v, i).sqrt().mul(rootScale).add(epsilon);
        FloatVector change = FloatVector.fromArray(LANES, m, i).mul(rate).div(root);
        FloatVector.fromArray(LANES, parameters, i).sub(change).intoArray(parameters, i);
      }
      return i;
    }
  }

  @Override
  public OptimizerState save() {
    return new OptimizerState(steps, Map.of("m", mean, "v", square));
  }

  @Override
  public void restore(OptimizerState state) {
    state.copy("m", mean);
    state.copy("v", square);
    steps = state.steps();
  }
}
