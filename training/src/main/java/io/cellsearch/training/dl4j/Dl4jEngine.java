package io.cellsearch.training.dl4j;

import io.cellsearch.training.network.Network;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.Variant;
import io.cellsearch.training.optimize.LearningRule;
import io.cellsearch.training.trainer.Learner;
import io.cellsearch.training.trainer.NetworkFactory;

/**
 * DL4J's own layers, losses and updaters as an engine, for the cells that DL4J has. It starts from
 * the same parameters and takes the same batches as the others.
 */
public final class Dl4jEngine implements NetworkFactory {
  @Override
  public Network create(NetworkSpec spec) {
    if (!spec.variant().equals(Variant.PLAIN)) {
      throw new IllegalArgumentException(
          "training.engine dl4j has plain stacks of layers, but not " + spec.variant());
    }
    if (StockLayer.of(spec).isEmpty()) {
      throw new IllegalArgumentException(
          "training.engine dl4j has the cells %s (with all peepholes), but not %s as it is set here"
              .formatted(StockLayer.names(), spec.cell().name()));
    }
    return new Dl4jNetwork(spec);
  }

  @Override
  public Learner learner(Network network, LearningRule rule) {
    return new Dl4jLearner((Dl4jNetwork) network, rule);
  }
}
