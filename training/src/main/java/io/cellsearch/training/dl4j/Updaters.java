package io.cellsearch.training.dl4j;

import io.cellsearch.training.optimize.LearningRule;
import io.cellsearch.training.optimize.OptimizerSpec;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Our optimizers as DL4J's updaters. They are the same rules but for DL4J's Adam, which adds ε
 * before it corrects the bias of the root.
 */
final class Updaters {
  private Updaters() {}

  /**
   * The updater of a rule.
   *
   * @throws IllegalArgumentException for a rule that DL4J does not have
   */
  static IUpdater of(LearningRule rule) {
    if (rule.l2() > 0) {
      throw new IllegalArgumentException("training.engine dl4j has no training.l2");
    }
    double rate = rule.learningRate();
    if (rule.optimizer() instanceof OptimizerSpec.Adam adam) {
      return new Adam(rate, adam.beta1(), adam.beta2(), adam.epsilon());
    }
    if (rule.optimizer() instanceof OptimizerSpec.RmsProp rmsProp) {
      return new RmsProp(rate, rmsProp.decay(), rmsProp.epsilon());
    }
    if (rule.optimizer() instanceof OptimizerSpec.Nesterov nesterov) {
      return new Nesterovs(rate, nesterov.momentum());
    }
    if (rule.optimizer() instanceof OptimizerSpec.Sgd sgd && sgd.momentum() == 0) {
      return new Sgd(rate);
    }
    throw new IllegalArgumentException(
        "training.engine dl4j has no updater for " + rule.optimizer());
  }
}
