package io.cellsearch.training.network;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * A matrix drawn uniformly among the orthogonal ones: the Q of a Gaussian matrix's QR decomposition
 * with positive diagonal (Mezzadri 2007). Of a matrix that is not square, the shorter side's
 * vectors are orthonormal.
 */
final class OrthogonalMatrix {
  private OrthogonalMatrix() {}

  /** Draws [rows][columns]. */
  static float[] draw(int rows, int columns, UniformRandomProvider random) {
    boolean wide = rows <= columns;
    double[][] vectors = new double[Math.min(rows, columns)][Math.max(rows, columns)];
    for (double[] vector : vectors) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = Gaussian.draw(random);
      }
    }
    orthonormalise(vectors);
    float[] values = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        values[row * columns + column] =
            (float) (wide ? vectors[row][column] : vectors[column][row]);
      }
    }
    return values;
  }

  /** Gram-Schmidt, each vector twice: twice is enough (Giraud et al. 2005). */
  private static void orthonormalise(double[][] vectors) {
    for (int i = 0; i < vectors.length; i++) {
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          addScaled(vectors[i], -dot(vectors[i], vectors[j]), vectors[j]);
        }
      }
      double length = Math.sqrt(dot(vectors[i], vectors[i]));
      for (int k = 0; k < vectors[i].length; k++) {
        vectors[i][k] /= length;
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static void addScaled(double[] to, double factor, double[] what) {
    for (int k = 0; k < to.length; k++) {
      to[k] += factor * what[k];
    }
  }
}
