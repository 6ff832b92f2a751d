package io.cellsearch.training.linalg;

import static io.cellsearch.training.linalg.Lanes.COUNT;
import static io.cellsearch.training.linalg.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The innermost loops: a tile of C, rows by vectors, stays in registers while k runs. Those of one
 * row or one vector are {@link EdgeKernels}. Every element is summed in the order of k by fused
 * multiply-adds, so results depend neither on the vector width nor on the tile.
 *
 * <p>A(row, k) stands at {@code a[aStart + row * rowStride + k * kStride]}; B's vectors for k stand
 * one after another from {@code b[bStart + k * bStride]} on, in a packed panel or in a matrix. The
 * methods are long, and take long lists, because every accumulator must be a local variable of its
 * own for C2 to keep it in a register, and because an object for the arguments would be allocated
 * for each tile.
 */
final class MicroKernels {
  static final int ZEROS_STRIDE = 4 * COUNT;

  /**
   * What accumulators begin with where C is not added to. Each is loaded from a place of its own:
   * where they all begin with the same zero, C2 gives them one register, copies it about and spills
   * others within the loop, which then takes twice as long.
   */
  static final float[] ZEROS = new float[4 * ZEROS_STRIDE];

  private MicroKernels() {}

  /** 4 rows by 4 vectors. */
  static void tile4x4(
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
    int c1 = cStart + cStride;
    int c2 = c1 + cStride;
    int c3 = c2 + cStride;
    float[] from = accumulate ? c : ZEROS;
    int from0 = accumulate ? cStart : 0;
    int fromStride = accumulate ? cStride : ZEROS_STRIDE;
    int from1 = from0 + fromStride;
    int from2 = from1 + fromStride;
    int from3 = from2 + fromStride;
    FloatVector x00 = FloatVector.fromArray(SPECIES, from, from0);
    FloatVector x01 = FloatVector.fromArray(SPECIES, from, from0 + COUNT);
    FloatVector x02 = FloatVector.fromArray(SPECIES, from, from0 + 2 * COUNT);
    FloatVector x03 = FloatVector.fromArray(SPECIES, from, from0 + 3 * COUNT);
    FloatVector x10 = FloatVector.fromArray(SPECIES, from, from1);
    FloatVector x11 = FloatVector.fromArray(SPECIES, from, from1 + COUNT);
    FloatVector x12 = FloatVector.fromArray(SPECIES, from, from1 + 2 * COUNT);
    FloatVector x13 = FloatVector.fromArray(SPECIES, from, from1 + 3 * COUNT);
    FloatVector x20 = FloatVector.fromArray(SPECIES, from, from2);
    FloatVector x21 = FloatVector.fromArray(SPECIES, from, from2 + COUNT);
    FloatVector x22 = FloatVector.fromArray(SPECIES, from, from2 + 2 * COUNT);
    FloatVector x23 = FloatVector.fromArray(SPECIES, from, from2 + 3 * COUNT);
    FloatVector x30 = FloatVector.fromArray(SPECIES, from, from3);
    FloatVector x31 = FloatVector.fromArray(SPECIES, from, from3 + COUNT);
    FloatVector x32 = FloatVector.fromArray(SPECIES, from, from3 + 2 * COUNT);
    FloatVector x33 = FloatVector.fromArray(SPECIES, from, from3 + 3 * COUNT);
    int a1 = aStart + rowStride;
    int a2 = a1 + rowStride;
    int a3 = a2 + rowStride;
    for (int k = 0, p = bStart, at = 0; k < depth; k++, p += bStride, at += kStride) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, p);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, p + COUNT);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, p + 2 * COUNT);
      FloatVector b3 = FloatVector.fromArray(SPECIES, b, p + 3 * COUNT);
      FloatVector r0 = FloatVector.broadcast(SPECIES, a[aStart + at]);
      x00 = r0.fma(b0, x00);
      x01 = r0.fma(b1, x01);
      x02 = r0.fma(b2, x02);
      x03 = r0.fma(b3, x03);
      FloatVector r1 = FloatVector.broadcast(SPECIES, a[a1 + at]);
      x10 = r1.fma(b0, x10);
      x11 = r1.fma(b1, x11);
      x12 = r1.fma(b2, x12);
      x13 = r1.fma(b3, x13);
      FloatVector r2 = FloatVector.broadcast(SPECIES, a[a2 + at]);
      x20 = r2.fma(b0, x20);
      x21 = r2.fma(b1, x21);
      x22 = r2.fma(b2, x22);
      x23 = r2.fma(b3, x23);
      FloatVector r3 = FloatVector.broadcast(SPECIES, a[a3 + at]);
      x30 = r3.fma(b0, x30);
      x31 = r3.fma(b1, x31);
      x32 = r3.fma(b2, x32);
      x33 = r3.fma(b3, x33);
    }
    x00.intoArray(c, cStart);
    x01.intoArray(c, cStart + COUNT);
    x02.intoArray(c, cStart + 2 * COUNT);
    x03.intoArray(c, cStart + 3 * COUNT);
    x10.intoArray(c, c1);
    x11.intoArray(c, c1 + COUNT);
    x12.intoArray(c, c1 + 2 * COUNT);
    x13.intoArray(c, c1 + 3 * COUNT);
    x20.intoArray(c, c2);
    x21.intoArray(c, c2 + COUNT);
    x22.intoArray(c, c2 + 2 * COUNT);
    x23.intoArray(c, c2 + 3 * COUNT);
    x30.intoArray(c, c3);
    x31.intoArray(c, c3 + COUNT);
    x32.intoArray(c, c3 + 2 * COUNT);
    x33.intoArray(c, c3 + 3 * COUNT);
  }

  /** 4 rows by 3 vectors. */
  static void tile4x3(
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
    int c1 = cStart + cStride;
    int c2 = c1 + cStride;
    int c3 = c2 + cStride;
    float[] from = accumulate ? c : ZEROS;
    int from0 = accumulate ? cStart : 0;
    int fromStride = accumulate ? cStride : ZEROS_STRIDE;
    int from1 = from0 + fromStride;
    int from2 = from1 + fromStride;
    int from3 = from2 + fromStride;
    FloatVector x00 = FloatVector.fromArray(SPECIES, from, from0);
    FloatVector x01 = FloatVector.fromArray(SPECIES, from, from0 + COUNT);
    FloatVector x02 = FloatVector.fromArray(SPECIES, from, from0 + 2 * COUNT);
    FloatVector x10 = FloatVector.fromArray(SPECIES, from, from1);
    FloatVector x11 = FloatVector.fromArray(SPECIES, from, from1 + COUNT);
    FloatVector x12 = FloatVector.fromArray(SPECIES, from, from1 + 2 * COUNT);
    FloatVector x20 = FloatVector.fromArray(SPECIES, from, from2);
    FloatVector x21 = FloatVector.fromArray(SPECIES, from, from2 + COUNT);
    FloatVector x22 = FloatVector.fromArray(SPECIES, from, from2 + 2 * COUNT);
    FloatVector x30 = FloatVector.fromArray(SPECIES, from, from3);
    FloatVector x31 = FloatVector.fromArray(SPECIES, from, from3 + COUNT);
    FloatVector x32 = FloatVector.fromArray(SPECIES, from, from3 + 2 * COUNT);
    int a1 = aStart + rowStride;
    int a2 = a1 + rowStride;
    int a3 = a2 + rowStride;
    for (int k = 0, p = bStart, at = 0; k < depth; k++, p += bStride, at += kStride) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, p);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, p + COUNT);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, p + 2 * COUNT);
      FloatVector r0 = FloatVector.broadcast(SPECIES, a[aStart + at]);
      x00 = r0.fma(b0, x00);
      x01 = r0.fma(b1, x01);
      x02 = r0.fma(b2, x02);
      FloatVector r1 = FloatVector.broadcast(SPECIES, a[a1 + at]);
      x10 = r1.fma(b0, x10);
      x11 = r1.fma(b1, x11);
      x12 = r1.fma(b2, x12);
      FloatVector r2 = FloatVector.broadcast(SPECIES, a[a2 + at]);
      x20 = r2.fma(b0, x20);
      x21 = r2.fma(b1, x21);
      x22 = r2.fma(b2, x22);
      FloatVector r3 = FloatVector.broadcast(SPECIES, a[a3 + at]);
      x30 = r3.fma(b0, x30);
      x31 = r3.fma(b1, x31);
      x32 = r3.fma(b2, x32);
    }
    x00.intoArray(c, cStart);
    x01.intoArray(c, cStart + COUNT);
    x02.intoArray(c, cStart + 2 * COUNT);
    x10.intoArray(c, c1);
    x11.intoArray(c, c1 + COUNT);
    x12.intoArray(c, c1 + 2 * COUNT);
    x20.intoArray(c, c2);
    x21.intoArray(c, c2 + COUNT);
    x22.intoArray(c, c2 + 2 * COUNT);
    x30.intoArray(c, c3);
    x31.intoArray(c, c3 + COUNT);
    x32.intoArray(c, c3 + 2 * COUNT);
  }

  /** 4 rows by 2 vectors. */
  static void tile4x2(
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
    int c1 = cStart + cStride;
    int c2 = c1 + cStride;
    int c3 = c2 + cStride;
    float[] from = accumulate ? c : ZEROS;
    int from0 = accumulate ? cStart : 0;
    int fromStride = accumulate ? cStride : ZEROS_STRIDE;
    int from1 = from0 + fromStride;
    int from2 = from1 + fromStride;
    int from3 = from2 + fromStride;
    FloatVector x00 = FloatVector.fromArray(SPECIES, from, from0);
    FloatVector x01 = FloatVector.fromArray(SPECIES, from, from0 + COUNT);
    FloatVector x10 = FloatVector.fromArray(SPECIES, from, from1);
    FloatVector x11 = FloatVector.fromArray(SPECIES, from, from1 + COUNT);
    FloatVector x20 = FloatVector.fromArray(SPECIES, from, from2);
    FloatVector x21 = FloatVector.fromArray(SPECIES, from, from2 + COUNT);
    FloatVector x30 = FloatVector.fromArray(SPECIES, from, from3);
    FloatVector x31 = FloatVector.fromArray(SPECIES, from, from3 + COUNT);
    int a1 = aStart + rowStride;
    int a2 = a1 + rowStride;
    int a3 = a2 + rowStride;
    for (int k = 0, p = bStart, at = 0; k < depth; k++, p += bStride, at += kStride) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, p);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, p + COUNT);
      FloatVector r0 = FloatVector.broadcast(SPECIES, a[aStart + at]);
      x00 = r0.fma(b0, x00);
      x01 = r0.fma(b1, x01);
      FloatVector r1 = FloatVector.broadcast(SPECIES, a[a1 + at]);
      x10 = r1.fma(b0, x10);
      x11 = r1.fma(b1, x11);
      FloatVector r2 = FloatVector.broadcast(SPECIES, a[a2 + at]);
      x20 = r2.fma(b0, x20);
      x21 = r2.fma(b1, x21);
      FloatVector r3 = FloatVector.broadcast(SPECIES, a[a3 + at]);
      x30 = r3.fma(b0, x30);
      x31 = r3.fma(b1, x31);
    }
    x00.intoArray(c, cStart);
    x01.intoArray(c, cStart + COUNT);
    x10.intoArray(c, c1);
    x11.intoArray(c, c1 + COUNT);
    x20.intoArray(c, c2);
    x21.intoArray(c, c2 + COUNT);
    x30.intoArray(c, c3);
    x31.intoArray(c, c3 + COUNT);
  }
}
