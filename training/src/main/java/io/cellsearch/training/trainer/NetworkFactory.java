package io.cellsearch.training.trainer;

import io.cellsearch.training.network.Network;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.optimize.LearningRule;

/** Makes networks of one engine; their parameters are not initialised yet. */
@FunctionalInterface
public interface NetworkFactory {

  /** A network of its own for one attempt. */
  Network create(NetworkSpec spec);

  /** What trains a network that was made here. */
  default Learner learner(Network network, LearningRule rule) {
    return new GradientLearner(network, rule);
  }
}
