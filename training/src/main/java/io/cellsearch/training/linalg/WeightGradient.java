package io.cellsearch.training.linalg;

/**
 * Several transposed products C += A' B that share B, as weight gradients do. A and B are read as
 * they stand: each block of their rows is multiplied once, too seldom for a packed copy to pay.
 */
public final class WeightGradient {
  /** Rows to gather at a time, at most: a block's operands stay in the second-level cache. */
  public static final int BLOCK = 256;

  private WeightGradient() {}

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

    /** Some columns of the product; the first one of B stands at {@code bStart}. */
    private void multiply(int depth, int column, int width, float[] b, int bStart, int bStride) {
      Tiles.panel(
          width,
          rows,
          depth,
          a,
          aStart,
          1,
          aStride,
          b,
          bStart,
          bStride,
          c,
          cStart + column - firstColumn,
          cStride,
          accumulate);
    }
  }

  /** Adds the products of all left operands with B[depth][columns], rows {@code bStride} apart. */
  public static void multiply(
      int depth, int columns, float[] b, int bStart, int bStride, Left... lefts) {
    for (int n = 0; n < columns; ) {
      int end = columns;
      for (Left left : lefts) {
        end = left.firstColumn > n ? Math.min(end, left.firstColumn) : end;
        end = left.lastColumn > n ? Math.min(end, left.lastColumn) : end;
      }
      int width = Packing.panelWidth(end - n);
      for (Left left : lefts) {
        if (left.meets(n)) {
          left.multiply(depth, n, width, b, bStart + n, bStride);
        }
      }
      n += width;
    }
  }
}
