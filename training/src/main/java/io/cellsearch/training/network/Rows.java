package io.cellsearch.training.network;

/**
 * Rows of numbers within a larger array.
 *
 * @param values row r begins at offset + r * stride
 */
@SuppressWarnings("ArrayRecordComponent") // a view of the array, compared by nobody
record Rows(float[] values, int offset, int stride) {

  /** Where a row begins. */
  int start(int row) {
    return offset + row * stride;
  }
}
