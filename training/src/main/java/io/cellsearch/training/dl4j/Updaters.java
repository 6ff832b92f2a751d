package io.cellsearch.training.dl4j;

import io.cellsearch.training.optimize.LearningRule;
import io.cellsearch.training.optimize.OptimizerSpec;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Our optimizers as DL4J's updaters. They are the same rules but for DL4J's Adam, which adds ε
 * before it corrects the bias of the root.
 */
final class Updaters {
  private Updaters() {}

  static IUpdater of(LearningRule rule) {
    double rate = rule.learningRate();
    if (rule.optimizer() instanceof OptimizerSpec.Adam adam) {
      return new Adam(rate, adam.beta1(), adam.beta2(), adam.epsilon());
    }
    if (rule.optimizer() instanceof OptimizerSpec.RmsProp rmsProp) {
      return new RmsProp(rate, rmsProp.decay(), rmsProp.epsilon());
    }
    if (rule.optimizer() instanceof OptimizerSpec.Sgd sgd && sgd.momentum() == 0) {
      return new Sgd(rate);
    }
    throw new IllegalArgumentException("DL4J has no updater for " + rule.optimizer());
  }
}
