package io.cellsearch.training.network;

/**
 * A part of a network's flat arrays, from an offset on.
 *
 * @param gradients laid out like the parameters
 */
@SuppressWarnings("ArrayRecordComponent") // a view of the arrays, compared by nobody
record FlatPart(float[] parameters, float[] gradients, int offset) {

  /** What begins so many numbers later. */
  FlatPart after(int count) {
    return new FlatPart(parameters, gradients, offset + count);
  }
}
