package io.cellsearch.training.linalg;

import java.util.List;

/**
 * How wide a machine's vectors are, and the sizes that follow. It needs no such machine itself: a
 * coordinator tells the memory of trials that workers of any width will run.
 *
 * @param lanes floats in one vector: 16, 8 or 4
 */
public record VectorWidth(int lanes) {
  /** All that machines have. */
  public static final List<VectorWidth> ALL =
      List.of(new VectorWidth(4), new VectorWidth(8), new VectorWidth(16));

  public VectorWidth {
    if (lanes != 4 && lanes != 8 && lanes != 16) {
      throw new IllegalArgumentException("vectors have 4, 8 or 16 floats, but got " + lanes);
    }
  }

  /** The least multiple of the lanes that is not below n. */
  public int pad(int n) {
    return (n + lanes - 1) / lanes * lanes;
  }

  /**
   * Vectors of a full panel. With the four rows of a tile they are the accumulators that stay in
   * registers: 4 × 4 of 32, 4 × 3 of 16.
   */
  int panelVectors() {
    return lanes == 16 ? 4 : 3;
  }
}
