package io.cellsearch.training.linalg;

import static io.cellsearch.training.linalg.Lanes.COUNT;
import static io.cellsearch.training.linalg.Packing.PANEL;
import static io.cellsearch.training.linalg.Packing.PANEL_VECTORS;

/** C = A B or C += A B with B packed ({@link Packing}); C's columns are padded to the lanes. */
public final class MatrixProduct {
  /** Rows of a full tile. */
  static final int TILE_ROWS = Lanes.WIDTH.tileRows();

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
      panel(
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

  /** All rows of C below one panel of B, packed or not; strides as in {@link MicroKernels}. */
  static void panel(
      int width,
      int rows,
      int depth,
      float[] a,
      int aStart,
      int rowStride,
      int kStride,
      float[] b,
      int bStart,
      int bStride,
      float[] c,
      int cStart,
      int cStride,
      boolean accumulate) {
    int tiles = rows / TILE_ROWS;
    for (int tile = 0; tile < tiles; tile++) {
      int from = aStart + tile * TILE_ROWS * rowStride;
      int to = cStart + tile * TILE_ROWS * cStride;
      if (width == PANEL && PANEL_VECTORS == 4) {
        MicroKernels.tile4x4(
            depth, a, from, rowStride, kStride, b, bStart, bStride, c, to, cStride, accumulate);
      } else if (width == 2 * COUNT && TILE_ROWS == 6) {
        MicroKernels.tile6x2(
            depth, a, from, rowStride, kStride, b, bStart, bStride, c, to, cStride, accumulate);
      } else if (width == 2 * COUNT) {
        MicroKernels.tile4x2(
            depth, a, from, rowStride, kStride, b, bStart, bStride, c, to, cStride, accumulate);
      } else {
        MicroKernels.tile4x1(
            depth, a, from, rowStride, kStride, b, bStart, bStride, c, to, cStride, accumulate);
        rest(
            4,
            TILE_ROWS,
            width,
            depth,
            a,
            from,
            rowStride,
            kStride,
            b,
            bStart,
            bStride,
            c,
            to,
            cStride,
            accumulate);
      }
    }
    int from = aStart + tiles * TILE_ROWS * rowStride;
    int to = cStart + tiles * TILE_ROWS * cStride;
    rest(
        0,
        rows - tiles * TILE_ROWS,
        width,
        depth,
        a,
        from,
        rowStride,
        kStride,
        b,
        bStart,
        bStride,
        c,
        to,
        cStride,
        accumulate);
  }

  /** Rows first to end of one tile, one by one. */
  private static void rest(
      int first,
      int end,
      int width,
      int depth,
      float[] a,
      int aStart,
      int rowStride,
      int kStride,
      float[] b,
      int bStart,
      int bStride,
      float[] c,
      int cStart,
      int cStride,
      boolean accumulate) {
    for (int row = first; row < end; row++) {
      for (int v = 0; v < width; v += COUNT) {
        MicroKernels.row(
            depth,
            a,
            aStart + row * rowStride,
            kStride,
            b,
            bStart + v,
            bStride,
            c,
            cStart + row * cStride + v,
            accumulate);
      }
    }
  }
}
