package io.cellsearch.training.linalg;

import static io.cellsearch.training.linalg.Lanes.COUNT;
import static io.cellsearch.training.linalg.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The innermost loops: a tile of C, rows by vectors, stays in registers while k runs. Every element
 * is summed in the order of k by fused multiply-adds, so results depend neither on the vector width
 * nor on the tile.
 *
 * <p>A(row, k) stands at {@code a[aStart + row * rowStride + k * kStride]}; B's vectors for k stand
 * one after another from {@code b[bStart + k * bStride]} on, in a packed panel or in a matrix. The
 * methods are long, and take long lists, because every accumulator must be a local variable of its
 * own for C2 to keep it in a register, and because an object for the arguments would be allocated
 * for each tile.
 */
final class MicroKernels {
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
    FloatVector x00, x01, x02, x03;
    FloatVector x10, x11, x12, x13;
    FloatVector x20, x21, x22, x23;
    FloatVector x30, x31, x32, x33;
    int c1 = cStart + cStride;
    int c2 = c1 + cStride;
    int c3 = c2 + cStride;
    if (accumulate) {
      x00 = FloatVector.fromArray(SPECIES, c, cStart);
      x01 = FloatVector.fromArray(SPECIES, c, cStart + COUNT);
      x02 = FloatVector.fromArray(SPECIES, c, cStart + 2 * COUNT);
      x03 = FloatVector.fromArray(SPECIES, c, cStart + 3 * COUNT);
      x10 = FloatVector.fromArray(SPECIES, c, c1);
      x11 = FloatVector.fromArray(SPECIES, c, c1 + COUNT);
      x12 = FloatVector.fromArray(SPECIES, c, c1 + 2 * COUNT);
      x13 = FloatVector.fromArray(SPECIES, c, c1 + 3 * COUNT);
      x20 = FloatVector.fromArray(SPECIES, c, c2);
      x21 = FloatVector.fromArray(SPECIES, c, c2 + COUNT);
      x22 = FloatVector.fromArray(SPECIES, c, c2 + 2 * COUNT);
      x23 = FloatVector.fromArray(SPECIES, c, c2 + 3 * COUNT);
      x30 = FloatVector.fromArray(SPECIES, c, c3);
      x31 = FloatVector.fromArray(SPECIES, c, c3 + COUNT);
      x32 = FloatVector.fromArray(SPECIES, c, c3 + 2 * COUNT);
      x33 = FloatVector.fromArray(SPECIES, c, c3 + 3 * COUNT);
    } else {
      FloatVector zero = FloatVector.zero(SPECIES);
      x00 = x01 = x02 = x03 = zero;
      x10 = x11 = x12 = x13 = zero;
      x20 = x21 = x22 = x23 = zero;
      x30 = x31 = x32 = x33 = zero;
    }
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

  /** 6 rows by 2 vectors. */
  static void tile6x2(
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
    FloatVector x00, x01;
    FloatVector x10, x11;
    FloatVector x20, x21;
    FloatVector x30, x31;
    FloatVector x40, x41;
    FloatVector x50, x51;
    int c1 = cStart + cStride;
    int c2 = c1 + cStride;
    int c3 = c2 + cStride;
    int c4 = c3 + cStride;
    int c5 = c4 + cStride;
    if (accumulate) {
      x00 = FloatVector.fromArray(SPECIES, c, cStart);
      x01 = FloatVector.fromArray(SPECIES, c, cStart + COUNT);
      x10 = FloatVector.fromArray(SPECIES, c, c1);
      x11 = FloatVector.fromArray(SPECIES, c, c1 + COUNT);
      x20 = FloatVector.fromArray(SPECIES, c, c2);
      x21 = FloatVector.fromArray(SPECIES, c, c2 + COUNT);
      x30 = FloatVector.fromArray(SPECIES, c, c3);
      x31 = FloatVector.fromArray(SPECIES, c, c3 + COUNT);
      x40 = FloatVector.fromArray(SPECIES, c, c4);
      x41 = FloatVector.fromArray(SPECIES, c, c4 + COUNT);
      x50 = FloatVector.fromArray(SPECIES, c, c5);
      x51 = FloatVector.fromArray(SPECIES, c, c5 + COUNT);
    } else {
      FloatVector zero = FloatVector.zero(SPECIES);
      x00 = x01 = zero;
      x10 = x11 = zero;
      x20 = x21 = zero;
      x30 = x31 = zero;
      x40 = x41 = zero;
      x50 = x51 = zero;
    }
    int a1 = aStart + rowStride;
    int a2 = a1 + rowStride;
    int a3 = a2 + rowStride;
    int a4 = a3 + rowStride;
    int a5 = a4 + rowStride;
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
      FloatVector r4 = FloatVector.broadcast(SPECIES, a[a4 + at]);
      x40 = r4.fma(b0, x40);
      x41 = r4.fma(b1, x41);
      FloatVector r5 = FloatVector.broadcast(SPECIES, a[a5 + at]);
      x50 = r5.fma(b0, x50);
      x51 = r5.fma(b1, x51);
    }
    x00.intoArray(c, cStart);
    x01.intoArray(c, cStart + COUNT);
    x10.intoArray(c, c1);
    x11.intoArray(c, c1 + COUNT);
    x20.intoArray(c, c2);
    x21.intoArray(c, c2 + COUNT);
    x30.intoArray(c, c3);
    x31.intoArray(c, c3 + COUNT);
    x40.intoArray(c, c4);
    x41.intoArray(c, c4 + COUNT);
    x50.intoArray(c, c5);
    x51.intoArray(c, c5 + COUNT);
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
    FloatVector x00, x01;
    FloatVector x10, x11;
    FloatVector x20, x21;
    FloatVector x30, x31;
    int c1 = cStart + cStride;
    int c2 = c1 + cStride;
    int c3 = c2 + cStride;
    if (accumulate) {
      x00 = FloatVector.fromArray(SPECIES, c, cStart);
      x01 = FloatVector.fromArray(SPECIES, c, cStart + COUNT);
      x10 = FloatVector.fromArray(SPECIES, c, c1);
      x11 = FloatVector.fromArray(SPECIES, c, c1 + COUNT);
      x20 = FloatVector.fromArray(SPECIES, c, c2);
      x21 = FloatVector.fromArray(SPECIES, c, c2 + COUNT);
      x30 = FloatVector.fromArray(SPECIES, c, c3);
      x31 = FloatVector.fromArray(SPECIES, c, c3 + COUNT);
    } else {
      FloatVector zero = FloatVector.zero(SPECIES);
      x00 = x01 = zero;
      x10 = x11 = zero;
      x20 = x21 = zero;
      x30 = x31 = zero;
    }
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

  /** 4 rows by 1 vector. */
  static void tile4x1(
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
    FloatVector x00;
    FloatVector x10;
    FloatVector x20;
    FloatVector x30;
    int c1 = cStart + cStride;
    int c2 = c1 + cStride;
    int c3 = c2 + cStride;
    if (accumulate) {
      x00 = FloatVector.fromArray(SPECIES, c, cStart);
      x10 = FloatVector.fromArray(SPECIES, c, c1);
      x20 = FloatVector.fromArray(SPECIES, c, c2);
      x30 = FloatVector.fromArray(SPECIES, c, c3);
    } else {
      FloatVector zero = FloatVector.zero(SPECIES);
      x00 = zero;
      x10 = zero;
      x20 = zero;
      x30 = zero;
    }
    int a1 = aStart + rowStride;
    int a2 = a1 + rowStride;
    int a3 = a2 + rowStride;
    for (int k = 0, p = bStart, at = 0; k < depth; k++, p += bStride, at += kStride) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, p);
      FloatVector r0 = FloatVector.broadcast(SPECIES, a[aStart + at]);
      x00 = r0.fma(b0, x00);
      FloatVector r1 = FloatVector.broadcast(SPECIES, a[a1 + at]);
      x10 = r1.fma(b0, x10);
      FloatVector r2 = FloatVector.broadcast(SPECIES, a[a2 + at]);
      x20 = r2.fma(b0, x20);
      FloatVector r3 = FloatVector.broadcast(SPECIES, a[a3 + at]);
      x30 = r3.fma(b0, x30);
    }
    x00.intoArray(c, cStart);
    x10.intoArray(c, c1);
    x20.intoArray(c, c2);
    x30.intoArray(c, c3);
  }

  /** One row by one vector of a panel that may be wider. */
  static void row(
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
    FloatVector x00;
    if (accumulate) {
      x00 = FloatVector.fromArray(SPECIES, c, cStart);
    } else {
      FloatVector zero = FloatVector.zero(SPECIES);
      x00 = zero;
    }
    for (int k = 0, p = bStart, at = 0; k < depth; k++, p += bStride, at += kStride) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, p);
      FloatVector r0 = FloatVector.broadcast(SPECIES, a[aStart + at]);
      x00 = r0.fma(b0, x00);
    }
    x00.intoArray(c, cStart);
  }
}
