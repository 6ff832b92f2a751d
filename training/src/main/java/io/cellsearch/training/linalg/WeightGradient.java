package io.cellsearch.training.linalg;

import static io.cellsearch.training.linalg.MatrixProduct.TILE_ROWS;

/**
 * Several transposed products C += A' B that share B, as weight gradients do: B is packed once,
 * panel by panel; A is read as it stands. Keeps its buffer, so one instance serves one thread.
 */
public final class WeightGradient {
  /** Rows to gather at a time, at most: a block's operands stay in the second-level cache. */
  public static final int BLOCK = 256;

  private float[] packedB = new float[0];

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
    if (packedB.length < Lanes.FIRST + depth * Packing.PANEL) {
      packedB = Lanes.array(depth * Packing.PANEL);
    }
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
        Packing.pack(b, bStart + n, bStride, 1, depth, width, width, packedB, Lanes.FIRST);
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
        left.a,
        left.aStart,
        1,
        left.aStride,
        TILE_ROWS,
        packedB,
        Lanes.FIRST,
        left.c,
        left.cStart + column - left.firstColumn,
        left.cStride,
        left.accumulate);
  }
}
