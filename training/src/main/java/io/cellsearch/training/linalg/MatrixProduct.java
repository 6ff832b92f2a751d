package io.cellsearch.training.linalg;

/** C = A B or C += A B with B packed ({@link Packing}); C's columns are padded to the lanes. */
public final class MatrixProduct {
  private MatrixProduct() {}

  /**
   * Multiplies.
   *
   * @param rows of A and C
   * @param columns of C, a multiple of the lanes
   * @param depth columns of A, rows of B
   * @param a A(m, k) at {@code aStart + m * aStride + k}
   * @param c C(m, n) at {@code cStart + m * cStride + n}
   */
  public static void multiply(
      int rows,
      int columns,
      int depth,
      float[] a,
      int aStart,
      int aStride,
      float[] panels,
      int panelsStart,
      float[] c,
      int cStart,
      int cStride,
      boolean accumulate) {
    int panel = panelsStart;
    for (int n = 0; n < columns; ) {
      int width = Packing.panelWidth(columns - n);
      Tiles.panel(
          width,
          rows,
          depth,
          a,
          aStart,
          aStride,
          1,
          panels,
          panel,
          width,
          c,
          cStart + n,
          cStride,
          accumulate);
      panel += depth * width;
      n += width;
    }
  }
}
