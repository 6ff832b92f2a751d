package io.cellsearch.training.vector;

/**
 * A batch as a layer reads it, right-padded.
 *
 * @param values {@code [time][batch][rowStride]} from the offset on
 * @param lengths how many steps of each sequence count
 * @param before how many steps of the same sequences earlier batches had
 */
@SuppressWarnings("ArrayRecordComponent") // a view of the arrays, compared by nobody
public record Sequences(
    float[] values, int offset, int rowStride, int steps, int[] lengths, int before) {
  /** Before the first batch. */
  static final Sequences NONE = new Sequences(new float[0], 0, 0, 0, new int[0]);

  /** A batch that sequences begin with. */
  public Sequences(float[] values, int offset, int rowStride, int steps, int[] lengths) {
    this(values, offset, rowStride, steps, lengths, 0);
  }

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
