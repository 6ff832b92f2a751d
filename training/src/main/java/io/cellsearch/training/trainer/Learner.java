package io.cellsearch.training.trainer;

import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.LossSum;
import java.util.random.RandomGenerator;

/** Changes the parameters of one network, batch after batch. */
@FunctionalInterface
public interface Learner {

  /** One step; the loss is that before it. Where it is not finite the parameters stay. */
  LossSum learn(Batch batch, RandomGenerator dropout);
}
