package io.cellsearch.training.network;

import io.cellsearch.training.linalg.Lanes;

/**
 * Rows of numbers within a larger array.
 *
 * @param values row r begins at offset + r * stride
 */
@SuppressWarnings("ArrayRecordComponent") // a view of the array, compared by nobody
record Rows(float[] values, int offset, int stride) {

  /**
   * New rows of zeros, each padded to the lanes.
   *
   * @throws IllegalArgumentException for more numbers than an array can have
   */
  static Rows zeros(long count, int width) {
    int stride = Lanes.pad(width);
    return new Rows(Lanes.array(count * stride), Lanes.FIRST, stride);
  }

  /** Where a row begins. */
  int start(int row) {
    return offset + row * stride;
  }
}
