package io.cellsearch.training.trainer;

import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Draws;
import io.cellsearch.training.network.LossSum;
import io.cellsearch.training.network.Network;
import io.cellsearch.training.optimize.GradientClipping;
import io.cellsearch.training.optimize.LearningRule;
import io.cellsearch.training.optimize.Optimizer;
import io.cellsearch.training.optimize.OptimizerState;
import io.cellsearch.training.optimize.Weights;
import java.util.Optional;

/** Takes a network's gradients, clips them and lets one of our optimizers make the step. */
final class GradientLearner implements Learner {
  private final Network network;
  private final LearningRule rule;
  private final Weights weights;
  private final Optimizer optimizer;

  GradientLearner(Network network, LearningRule rule) {
    this.network = network;
    this.rule = rule;
    this.weights = Weights.of(network.weights());
    this.optimizer = rule.optimizer().create(weights);
  }

  @Override
  public LossSum learn(Batch batch, Draws draws) {
    LossSum loss = network.train(batch, draws);
    if (Double.isFinite(loss.sum())) {
      rule.clipNorm().ifPresent(norm -> GradientClipping.clip(network.gradients(), norm));
      if (rule.l2() > 0) {
        weights.addPenalty(network.parameters(), network.gradients(), rule.l2());
      }
      optimizer.step(network.parameters(), network.gradients(), rule.learningRate());
      network.constrain();
    }
    return loss;
  }

  @Override
  public Optional<OptimizerState> save() {
    return Optional.of(optimizer.save());
  }

  @Override
  public void restore(OptimizerState state) {
    optimizer.restore(state);
  }
}
