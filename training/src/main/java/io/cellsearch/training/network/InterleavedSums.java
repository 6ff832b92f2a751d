package io.cellsearch.training.network;

/**
 * Sums in double precision over the outputs of a row. Four run side by side, over every fourth
 * number each: an addition need not wait for the one before, and results do not depend on how wide
 * the machine's vectors are.
 */
final class InterleavedSums {
  /** So many numbers, none below a half, have a product far above the smallest double, 2⁻¹⁰²². */
  private static final int MOST_FACTORS = 512;

  private InterleavedSums() {}

  /** Σ x. */
  static double sum(float[] x, int start, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int whole = start + count / 4 * 4;
    for (int i = start; i < whole; i += 4) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
    }
    for (int i = whole; i < start + count; i++) {
      a += x[i];
    }
    return (a + b) + (c + d);
  }

  /** Σ y (z − shift). */
  static double product(float[] y, int yStart, float[] z, int zStart, float shift, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int whole = count / 4 * 4;
    for (int i = 0; i < whole; i += 4) {
      a += (double) y[yStart + i] * (z[zStart + i] - shift);
      b += (double) y[yStart + i + 1] * (z[zStart + i + 1] - shift);
      c += (double) y[yStart + i + 2] * (z[zStart + i + 2] - shift);
      d += (double) y[yStart + i + 3] * (z[zStart + i + 3] - shift);
    }
    for (int i = whole; i < count; i++) {
      a += (double) y[yStart + i] * (z[zStart + i] - shift);
    }
    return (a + b) + (c + d);
  }

  /** Σ log x of numbers from a half to one; products are taken first, as logarithms are dear. */
  static double logarithm(float[] x, int start, int count) {
    double sum = 0;
    for (int first = 0; first < count; first += MOST_FACTORS) {
      sum += Math.log(product(x, start + first, Math.min(MOST_FACTORS, count - first)));
    }
    return sum;
  }

  private static double product(float[] x, int start, int count) {
    double a = 1;
    double b = 1;
    double c = 1;
    double d = 1;
    int whole = start + count / 4 * 4;
    for (int i = start; i < whole; i += 4) {
      a *= x[i];
      b *= x[i + 1];
      c *= x[i + 2];
      d *= x[i + 3];
    }
    for (int i = whole; i < start + count; i++) {
      a *= x[i];
    }
    return (a * b) * (c * d);
  }
}
