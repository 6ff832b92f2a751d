package io.cellsearch.training.linalg;

import static io.cellsearch.training.linalg.MatrixProduct.TILE_ROWS;

/**
 * Several transposed products C += A' B that share B, as weight gradients do: B is packed once,
 * panel by panel, and each A once, tile by tile. Keeps its buffers, so one instance serves one
 * thread.
 */
public final class WeightGradient {
  private float[] packedB = new float[0];
  private float[] packedA = new float[0];

  /**
   * One left operand A[depth][rows] and the C[rows][lastColumn - firstColumn] that its product goes
   * to.
   */
  public static final class Left {
    private final int rows;
    private final int firstColumn;
    private final int lastColumn;
    private final float[] c;
    private final int cStart;
    private final int cStride;
    private float[] a = new float[0];
    private int aStart;
    private int aStride;
    private boolean accumulate;
    private int packedAt;

    /**
     * An operand of fixed shape.
     *
     * @param rows of C, the size of the operand
     * @param firstColumn the first column of B that it meets, a multiple of the lanes
     * @param lastColumn behind the last one, likewise
     */
    public Left(int rows, int firstColumn, int lastColumn, float[] c, int cStart, int cStride) {
      this.rows = rows;
      this.firstColumn = firstColumn;
      this.lastColumn = lastColumn;
      this.c = c;
      this.cStart = cStart;
      this.cStride = cStride;
    }

    /** Where A(k, m) stands now: {@code start + k * stride + m}; and whether C is added to. */
    public void read(float[] values, int start, int stride, boolean addTo) {
      a = values;
      aStart = start;
      aStride = stride;
      accumulate = addTo;
    }

    private boolean meets(int column) {
      return firstColumn <= column && column < lastColumn;
    }
  }

  /** Adds the products of all left operands with B[depth][columns], rows {@code bStride} apart. */
  public void multiply(int depth, int columns, float[] b, int bStart, int bStride, Left... lefts) {
    pack(depth, lefts);
    for (int n = 0; n < columns; ) {
      int end = columns;
      boolean met = false;
      for (Left left : lefts) {
        end = left.firstColumn > n ? Math.min(end, left.firstColumn) : end;
        end = left.lastColumn > n ? Math.min(end, left.lastColumn) : end;
        met |= left.meets(n);
      }
      int width = Packing.panelWidth(end - n);
      if (met) {
        Packing.pack(b, bStart + n, bStride, 1, depth, width, width, packedB, 0);
        for (Left left : lefts) {
          if (left.meets(n)) {
            panel(depth, width, n, left);
          }
        }
      }
      n += width;
    }
  }

  private void panel(int depth, int width, int column, Left left) {
    MatrixProduct.panel(
        width,
        left.rows,
        depth,
        packedA,
        left.packedAt,
        1,
        TILE_ROWS,
        TILE_ROWS * depth,
        packedB,
        0,
        left.c,
        left.cStart + column - left.firstColumn,
        left.cStride,
        left.accumulate);
  }

  private void pack(int depth, Left... lefts) {
    int size = 0;
    for (Left left : lefts) {
      left.packedAt = size;
      size += (left.rows + TILE_ROWS - 1) / TILE_ROWS * TILE_ROWS * depth;
    }
    if (packedA.length < size) {
      packedA = new float[size];
    }
    if (packedB.length < depth * Packing.PANEL) {
      packedB = new float[depth * Packing.PANEL];
    }
    for (Left left : lefts) {
      pack(depth, left);
    }
  }

  /** Groups of as many rows as a tile has, k after k. */
  private void pack(int depth, Left left) {
    float[] to = packedA;
    for (int m = 0; m < left.rows; m += TILE_ROWS) {
      int real = Math.min(TILE_ROWS, left.rows - m);
      int target = left.packedAt + m * depth;
      int source = left.aStart + m;
      for (int k = 0; k < depth; k++) {
        for (int i = 0; i < real; i++) {
          to[target + i] = left.a[source + i];
        }
        target += TILE_ROWS;
        source += left.aStride;
      }
    }
  }
}
