package io.cellsearch.training.linalg;

import static io.cellsearch.training.linalg.Lanes.COUNT;
import static io.cellsearch.training.linalg.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Copies a matrix into panels, the order in which the innermost loop reads it: first panels of full
 * width, then narrower ones; within a panel k after k.
 */
public final class Packing {
  /** Vectors of a full panel. */
  static final int PANEL_VECTORS = Lanes.WIDTH.panelVectors();

  private Packing() {}

  /**
   * Width of the panel that begins where so many columns are left. No panel of one vector follows a
   * full one, for its few accumulators wait for each other: the two share their vectors.
   */
  static int panelWidth(int columnsLeft) {
    int vectors = columnsLeft / COUNT;
    int taken = vectors == PANEL_VECTORS + 1 ? PANEL_VECTORS - 1 : Math.min(PANEL_VECTORS, vectors);
    return taken * COUNT;
  }

  /**
   * Packs B[depth][columns], element (k, n) at {@code start + k * rowStride + n * columnStride},
   * and zeros up to the padded number of columns.
   *
   * @param padded a multiple of the lanes, at least columns
   */
  public static void pack(
      float[] b,
      int start,
      int rowStride,
      int columnStride,
      int depth,
      int columns,
      int padded,
      float[] panels,
      int panelsStart) {
    int to = panelsStart;
    for (int n = 0; n < padded; ) {
      int width = panelWidth(padded - n);
      int real = Math.max(0, Math.min(width, columns - n));
      if (columnStride == 1) {
        packRows(b, start + n, rowStride, depth, real, width, panels, to);
      } else {
        packColumns(
            b, start + n * columnStride, rowStride, columnStride, depth, real, width, panels, to);
      }
      to += depth * width;
      n += width;
    }
  }

  private static void packRows(
      float[] b, int from, int rowStride, int depth, int real, int width, float[] panels, int to) {
    for (int k = 0; k < depth; k++) {
      int source = from + k * rowStride;
      int target = to + k * width;
      int whole = real / COUNT * COUNT;
      for (int j = 0; j < whole; j += COUNT) {
        FloatVector.fromArray(SPECIES, b, source + j).intoArray(panels, target + j);
      }
      for (int j = whole; j < real; j++) {
        panels[target + j] = b[source + j];
      }
      for (int j = real; j < width; j++) {
        panels[target + j] = 0;
      }
    }
  }

  private static void packColumns(
      float[] b,
      int from,
      int rowStride,
      int columnStride,
      int depth,
      int real,
      int width,
      float[] panels,
      int to) {
    for (int j = 0; j < width; j++) {
      int source = from + j * columnStride;
      for (int k = 0; k < depth; k++) {
        panels[to + k * width + j] = j < real ? b[source + k * rowStride] : 0;
      }
    }
  }
}
