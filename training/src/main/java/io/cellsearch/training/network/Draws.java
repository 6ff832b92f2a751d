package io.cellsearch.training.network;

import java.util.random.RandomGenerator;

/**
 * Random numbers of training, a stream for each purpose: what one option draws changes nothing for
 * another.
 *
 * @param dropout masks of layers' outputs, from the lowest layer up
 * @param inputDropout masks of the input
 * @param recurrentDropout masks of what recurrent matrices read, from the lowest layer up
 */
public record Draws(
    RandomGenerator dropout, RandomGenerator inputDropout, RandomGenerator recurrentDropout) {

  /** One stream for everything. */
  public static Draws all(RandomGenerator random) {
    return new Draws(random, random, random);
  }
}
