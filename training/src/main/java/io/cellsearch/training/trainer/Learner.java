package io.cellsearch.training.trainer;

import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Draws;
import io.cellsearch.training.network.LossSum;
import io.cellsearch.training.optimize.OptimizerState;
import java.util.Optional;

/** Changes the parameters of one network, batch after batch. */
@FunctionalInterface
public interface Learner {

  /** One step; the loss is that before it. Where it is not finite the parameters stay. */
  LossSum learn(Batch batch, Draws draws);

  /** What later steps depend on besides the parameters; empty where nothing can go on from it. */
  default Optional<OptimizerState> save() {
    return Optional.empty();
  }

  /**
   * Goes on from a saved state.
   *
   * @throws IllegalArgumentException if this learner saves none
   */
  default void restore(OptimizerState state) {
    throw new IllegalArgumentException("this engine cannot go on from a checkpoint");
  }
}
