package io.cellsearch.training.trainer;

import io.cellsearch.training.network.Batch;
import java.util.List;
import java.util.OptionalInt;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * How training takes in sequences.
 *
 * @param batchSize how many of them together
 * @param inputNoise the deviation of noise on the input; 0 for none
 * @param tbpttSteps the steps of a segment where backpropagation through time is truncated
 *     (Williams and Peng 1990): each segment is a step of the optimizer, states go on from one to
 *     the next, gradients do not
 */
record Feed(int batchSize, double inputNoise, OptionalInt tbpttSteps) {

  /** What a batch is trained on as, one after the other. */
  List<Batch> segments(Batch batch, UniformRandomProvider noise) {
    Batch noisy = inputNoise > 0 ? InputNoise.add(batch, inputNoise, noise) : batch;
    return tbpttSteps.isPresent() ? noisy.segments(tbpttSteps.getAsInt()) : List.of(noisy);
  }
}
