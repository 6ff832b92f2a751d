package io.cellsearch.training.trainer;

import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Gaussian;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Gaussian noise on what a network reads in training, fresh for every batch (Graves 2013, section
 * 3.1; Greff et al. 2017 search its deviation).
 */
final class InputNoise {
  private InputNoise() {}

  /** The batch with noise of that deviation, padding included; the batch itself stays clean. */
  static Batch add(Batch batch, double deviation, UniformRandomProvider random) {
    float[] noisy = batch.inputs().clone();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += (float) (deviation * Gaussian.draw(random));
    }
    return new Batch(
        batch.steps(), batch.size(), noisy, batch.targets(), batch.lengths(), batch.before());
  }
}
