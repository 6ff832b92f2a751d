package io.cellsearch.training.linalg;

import static io.cellsearch.training.linalg.Lanes.COUNT;
import static io.cellsearch.training.linalg.Lanes.SPECIES;
import static io.cellsearch.training.linalg.MicroKernels.ZEROS;
import static io.cellsearch.training.linalg.MicroKernels.ZEROS_STRIDE;

import jdk.incubator.vector.FloatVector;

/**
 * {@link MicroKernels} for what full tiles leave over: panels of one vector, and single rows. Their
 * few accumulators wait for each other.
 */
final class EdgeKernels {
  private EdgeKernels() {}

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
    FloatVector x10 = FloatVector.fromArray(SPECIES, from, from1);
    FloatVector x20 = FloatVector.fromArray(SPECIES, from, from2);
    FloatVector x30 = FloatVector.fromArray(SPECIES, from, from3);
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

  /** 1 row by 1 vector. */
  static void tile1x1(
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
    float[] from = accumulate ? c : ZEROS;
    int from0 = accumulate ? cStart : 0;
    FloatVector x0 = FloatVector.fromArray(SPECIES, from, from0);
    for (int k = 0, p = bStart, at = aStart; k < depth; k++, p += bStride, at += kStride) {
      FloatVector r = FloatVector.broadcast(SPECIES, a[at]);
      x0 = r.fma(FloatVector.fromArray(SPECIES, b, p), x0);
    }
    x0.intoArray(c, cStart);
  }

  /** 1 row by 2 vectors. */
  static void tile1x2(
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
    float[] from = accumulate ? c : ZEROS;
    int from0 = accumulate ? cStart : 0;
    FloatVector x0 = FloatVector.fromArray(SPECIES, from, from0);
    FloatVector x1 = FloatVector.fromArray(SPECIES, from, from0 + COUNT);
    for (int k = 0, p = bStart, at = aStart; k < depth; k++, p += bStride, at += kStride) {
      FloatVector r = FloatVector.broadcast(SPECIES, a[at]);
      x0 = r.fma(FloatVector.fromArray(SPECIES, b, p), x0);
      x1 = r.fma(FloatVector.fromArray(SPECIES, b, p + COUNT), x1);
    }
    x0.intoArray(c, cStart);
    x1.intoArray(c, cStart + COUNT);
  }

  /** 1 row by 3 vectors. */
  static void tile1x3(
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
    float[] from = accumulate ? c : ZEROS;
    int from0 = accumulate ? cStart : 0;
    FloatVector x0 = FloatVector.fromArray(SPECIES, from, from0);
    FloatVector x1 = FloatVector.fromArray(SPECIES, from, from0 + COUNT);
    FloatVector x2 = FloatVector.fromArray(SPECIES, from, from0 + 2 * COUNT);
    for (int k = 0, p = bStart, at = aStart; k < depth; k++, p += bStride, at += kStride) {
      FloatVector r = FloatVector.broadcast(SPECIES, a[at]);
      x0 = r.fma(FloatVector.fromArray(SPECIES, b, p), x0);
      x1 = r.fma(FloatVector.fromArray(SPECIES, b, p + COUNT), x1);
      x2 = r.fma(FloatVector.fromArray(SPECIES, b, p + 2 * COUNT), x2);
    }
    x0.intoArray(c, cStart);
    x1.intoArray(c, cStart + COUNT);
    x2.intoArray(c, cStart + 2 * COUNT);
  }

  /** 1 row by 4 vectors. */
  static void tile1x4(
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
    float[] from = accumulate ? c : ZEROS;
    int from0 = accumulate ? cStart : 0;
    FloatVector x0 = FloatVector.fromArray(SPECIES, from, from0);
    FloatVector x1 = FloatVector.fromArray(SPECIES, from, from0 + COUNT);
    FloatVector x2 = FloatVector.fromArray(SPECIES, from, from0 + 2 * COUNT);
    FloatVector x3 = FloatVector.fromArray(SPECIES, from, from0 + 3 * COUNT);
    for (int k = 0, p = bStart, at = aStart; k < depth; k++, p += bStride, at += kStride) {
      FloatVector r = FloatVector.broadcast(SPECIES, a[at]);
      x0 = r.fma(FloatVector.fromArray(SPECIES, b, p), x0);
      x1 = r.fma(FloatVector.fromArray(SPECIES, b, p + COUNT), x1);
      x2 = r.fma(FloatVector.fromArray(SPECIES, b, p + 2 * COUNT), x2);
      x3 = r.fma(FloatVector.fromArray(SPECIES, b, p + 3 * COUNT), x3);
    }
    x0.intoArray(c, cStart);
    x1.intoArray(c, cStart + COUNT);
    x2.intoArray(c, cStart + 2 * COUNT);
    x3.intoArray(c, cStart + 3 * COUNT);
  }
}
