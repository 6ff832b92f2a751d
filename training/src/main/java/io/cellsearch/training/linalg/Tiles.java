package io.cellsearch.training.linalg;

import static io.cellsearch.training.linalg.Lanes.COUNT;
import static io.cellsearch.training.linalg.Packing.PANEL_VECTORS;

/** Cuts the rows below a panel into tiles, each of which one micro-kernel computes. */
final class Tiles {
  /** Rows of a tile. */
  private static final int ROWS = 4;

  private Tiles() {}

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
    int vectors = width / COUNT;
    int row = 0;
    for (; row + ROWS <= rows; row += ROWS) {
      int from = aStart + row * rowStride;
      int to = cStart + row * cStride;
      if (vectors == 4 && PANEL_VECTORS == 4) {
        MicroKernels.tile4x4(
            depth, a, from, rowStride, kStride, b, bStart, bStride, c, to, cStride, accumulate);
      } else if (vectors == 3) {
        MicroKernels.tile4x3(
            depth, a, from, rowStride, kStride, b, bStart, bStride, c, to, cStride, accumulate);
      } else if (vectors == 2) {
        MicroKernels.tile4x2(
            depth, a, from, rowStride, kStride, b, bStart, bStride, c, to, cStride, accumulate);
      } else {
        EdgeKernels.tile4x1(
            depth, a, from, rowStride, kStride, b, bStart, bStride, c, to, cStride, accumulate);
      }
    }
    for (; row < rows; row++) {
      int from = aStart + row * rowStride;
      int to = cStart + row * cStride;
      row(vectors, depth, a, from, kStride, b, bStart, bStride, c, to, accumulate);
    }
  }

  private static void row(
      int vectors,
      int depth,
      float[] a,
      int aStart,
      int kStride,
      float[] b,
      int bStart,
      int bStride,
      float[] c,
      int cStart,
      boolean accumulate) {
    if (vectors == 4 && PANEL_VECTORS == 4) {
      EdgeKernels.tile1x4(depth, a, aStart, kStride, b, bStart, bStride, c, cStart, accumulate);
    } else if (vectors == 3) {
      EdgeKernels.tile1x3(depth, a, aStart, kStride, b, bStart, bStride, c, cStart, accumulate);
    } else if (vectors == 2) {
      EdgeKernels.tile1x2(depth, a, aStart, kStride, b, bStart, bStride, c, cStart, accumulate);
    } else {
      EdgeKernels.tile1x1(depth, a, aStart, kStride, b, bStart, bStride, c, cStart, accumulate);
    }
  }
}
