package io.cellsearch.training.optimize;

/**
 * AdamW (Loshchilov and Hutter 2019, algorithm 2): weights first lose the share α λ of themselves,
 * then comes a step of Adam that knows nothing of it. The learning rate is the paper's α η, as in
 * other libraries.
 */
final class AdamWOptimizer implements Optimizer {
  private final double weightDecay;
  private final Weights weights;
  private final AdamOptimizer adam;

  AdamWOptimizer(OptimizerSpec.AdamW spec, Weights weights) {
    this.weightDecay = spec.weightDecay();
    this.weights = weights;
    this.adam = new AdamOptimizer(spec.adam(), weights.length());
  }

  @Override
  public void step(float[] parameters, float[] gradients, double learningRate) {
    weights.shrink(parameters, (float) (learningRate * weightDecay));
    adam.step(parameters, gradients, learningRate);
  }

  @Override
  public OptimizerState save() {
    return adam.save();
  }

  @Override
  public void restore(OptimizerState state) {
    adam.restore(state);
  }
}
