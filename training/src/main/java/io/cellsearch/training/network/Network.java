package io.cellsearch.training.network;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A network that can be trained: parameters and gradients as flat arrays, which an optimizer reads
 * and writes in place. Not safe for use by several threads.
 */
public interface Network {

  NetworkSpec spec();

  /** Every matrix and vector with its place in the flat arrays, in a fixed order. */
  List<ParameterTensor> tensors();

  /** The network's own array; whoever writes to it trains the network. Gaps hold zeros. */
  float[] parameters();

  /** The network's own array, laid out like the parameters. */
  float[] gradients();

  /** Trainable numbers; masked ones and gaps are not counted. */
  default long parameterCount() {
    return spec().parameterCount();
  }

  /** Marks the numbers of the flat arrays that are weights. */
  default boolean[] weights() {
    boolean[] marked = new boolean[parameters().length];
    for (ParameterTensor tensor : tensors()) {
      ParameterTensor.Place place = tensor.place();
      for (int row = 0; row < place.rows() && tensor.isWeight(); row++) {
        Arrays.fill(marked, place.index(row, 0), place.index(row, place.columns()), true);
      }
    }
    return marked;
  }

  /**
   * Runs forwards and backwards with dropout: overwrites the gradients by those of the MEAN loss of
   * this batch. Bit-equal for equal parameters, batch and random numbers.
   *
   * @param draws asked for nothing where the spec has no dropout
   */
  LossSum train(Batch batch, Draws draws);

  /** {@link #train(Batch, Draws)} with one stream for everything that is drawn. */
  default LossSum train(Batch batch, RandomGenerator random) {
    return train(batch, Draws.all(random));
  }

  /**
   * Runs forwards without dropout.
   *
   * @param outputs the head's linear outputs go here, laid out like the batch's targets; rows
   *     beyond a sequence's end are without meaning. {@link Loss#toPredictions} makes probabilities
   *     of them
   */
  LossSum evaluate(Batch batch, float[] outputs);

  /** Brings clamped parameters back into their bounds; to be called after each optimizer step. */
  default void constrain() {
    for (ParameterTensor tensor : tensors()) {
      if (tensor.clamp().isPresent()) {
        float bound = (float) tensor.clamp().getAsDouble();
        ParameterTensor.Place place = tensor.place();
        for (int row = 0; row < place.rows(); row++) {
          for (int i = place.index(row, 0); i < place.index(row, place.columns()); i++) {
            parameters()[i] = Math.max(-bound, Math.min(bound, parameters()[i]));
          }
        }
      }
    }
  }
}
