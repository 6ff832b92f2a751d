package io.cellsearch.core.search;

import org.ejml.data.DMatrixRMaj;

/**
 * The kernel (1 + √5 ρ + 5/3 ρ²) exp(−√5 ρ) with ρ² = Σ (x − x′)²/ℓ² (Matérn with ν = 5/2 and a
 * length scale for each parameter). A parameter's length scale serves all of its coordinates.
 */
final class MaternKernel {
  private static final double ROOT5 = Math.sqrt(5);

  /** Added to the diagonal for the sake of the factorisation. */
  private static final double JITTER = 1e-8;

  private final int[] parameterOf;
  private final int parameters;

  MaternKernel(int[] parameterOf) {
    this.parameterOf = parameterOf.clone();
    int most = -1;
    for (int parameter : parameterOf) {
      most = Math.max(most, parameter);
    }
    parameters = most + 1;
  }

  int parameters() {
    return parameters;
  }

  /** The parameter of a coordinate. */
  int parameterOf(int coordinate) {
    return parameterOf[coordinate];
  }

  /** The kernel of each pair of rows, {@code [row of a][row of b]}. */
  double[][] between(DMatrixRMaj a, DMatrixRMaj b, double[] theta) {
    double[][] scaledA = scaled(a, theta);
    double[][] scaledB = scaled(b, theta);
    double[][] result = new double[a.getNumRows()][];
    for (int i = 0; i < result.length; i++) {
      double[] row = squared(scaledA, i, scaledB, b.getNumRows());
      for (int j = 0; j < row.length; j++) {
        row[j] = value(row[j]);
      }
      result[i] = row;
    }
    return result;
  }

  /** The kernel of the rows with each other, with noise and jitter on the diagonal. */
  DMatrixRMaj gram(DMatrixRMaj x, double[] theta) {
    double[][] scaled = scaled(x, theta);
    DMatrixRMaj result = new DMatrixRMaj(x.getNumRows(), x.getNumRows());
    double noise = Math.exp(theta[parameters]) + JITTER;
    for (int i = 0; i < x.getNumRows(); i++) {
      double[] row = squared(scaled, i, scaled, i);
      result.unsafe_set(i, i, 1 + noise);
      for (int j = 0; j < i; j++) {
        double value = value(row[j]);
        result.unsafe_set(i, j, value);
        result.unsafe_set(j, i, value);
      }
    }
    return result;
  }

  /** The rows with every coordinate divided by its length scale, {@code [coordinate][row]}. */
  double[][] scaled(DMatrixRMaj x, double[] theta) {
    double[][] result = new double[x.getNumCols()][x.getNumRows()];
    for (int d = 0; d < result.length; d++) {
      double length = Math.exp(theta[parameterOf[d]]);
      for (int i = 0; i < result[d].length; i++) {
        result[d][i] = x.unsafe_get(i, d) / length;
      }
    }
    return result;
  }

  /**
   * The squared distances of a row of {@code a} to the first rows of {@code b}. The inner loop runs
   * over rows, so that it is compiled to vector instructions.
   */
  static double[] squared(double[][] a, int row, double[][] b, int count) {
    double[] squared = new double[count];
    for (int d = 0; d < a.length; d++) {
      addSquares(a[d][row], b[d], squared);
    }
    return squared;
  }

  private static void addSquares(double from, double[] to, double[] into) {
    for (int j = 0; j < into.length; j++) {
      double difference = from - to[j];
      into[j] += difference * difference;
    }
  }

  private static double value(double squared) {
    double distance = Math.sqrt(squared);
    return (1 + ROOT5 * distance + 5.0 / 3 * squared) * Math.exp(-ROOT5 * distance);
  }

  /**
   * The derivative of the kernel by a logarithmic length scale, without its factor (x − x′)²/ℓ².
   */
  static double slope(double squared) {
    double distance = Math.sqrt(squared);
    return 5.0 / 3 * (1 + ROOT5 * distance) * Math.exp(-ROOT5 * distance);
  }
}
