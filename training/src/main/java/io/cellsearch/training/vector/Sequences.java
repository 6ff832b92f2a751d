package io.cellsearch.training.vector;

/**
 * A batch as a layer reads it, right-padded.
 *
 * @param values {@code [time][batch][rowStride]} from the offset on
 * @param lengths how many steps of each sequence count
 */
@SuppressWarnings("ArrayRecordComponent") // a view of the arrays, compared by nobody
public record Sequences(float[] values, int offset, int rowStride, int steps, int[] lengths) {

  int batch() {
    return lengths.length;
  }

  /** Of all steps, padding included. */
  int rows() {
    return steps * lengths.length;
  }

  /** Where a row begins. */
  int start(int row) {
    return offset + row * rowStride;
  }

  /** Whether a row is not padding. */
  boolean counts(int row) {
    return row / lengths.length < lengths[row % lengths.length];
  }
}
