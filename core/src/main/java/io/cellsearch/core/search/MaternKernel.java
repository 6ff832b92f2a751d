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
    DMatrixRMaj scaledA = scaled(a, theta);
    DMatrixRMaj scaledB = scaled(b, theta);
    double[][] result = new double[a.getNumRows()][b.getNumRows()];
    for (int i = 0; i < a.getNumRows(); i++) {
      for (int j = 0; j < b.getNumRows(); j++) {
        result[i][j] = value(squared(scaledA, i, scaledB, j));
      }
    }
    return result;
  }

  /** The kernel of the rows with each other, with noise and jitter on the diagonal. */
  DMatrixRMaj gram(DMatrixRMaj x, double[] theta) {
    DMatrixRMaj scaled = scaled(x, theta);
    DMatrixRMaj result = new DMatrixRMaj(x.getNumRows(), x.getNumRows());
    double noise = Math.exp(theta[parameters]) + JITTER;
    for (int i = 0; i < x.getNumRows(); i++) {
      result.unsafe_set(i, i, 1 + noise);
      for (int j = 0; j < i; j++) {
        double value = value(squared(scaled, i, scaled, j));
        result.unsafe_set(i, j, value);
        result.unsafe_set(j, i, value);
      }
    }
    return result;
  }

  /** The rows with every coordinate divided by its length scale. */
  DMatrixRMaj scaled(DMatrixRMaj x, double[] theta) {
    DMatrixRMaj result = new DMatrixRMaj(x.getNumRows(), x.getNumCols());
    for (int d = 0; d < x.getNumCols(); d++) {
      double length = Math.exp(theta[parameterOf[d]]);
      for (int i = 0; i < x.getNumRows(); i++) {
        result.unsafe_set(i, d, x.unsafe_get(i, d) / length);
      }
    }
    return result;
  }

  /** The squared distance of two rows. */
  static double squared(DMatrixRMaj a, int i, DMatrixRMaj b, int j) {
    double[] left = a.getData();
    double[] right = b.getData();
    int width = a.getNumCols();
    double sum = 0;
    for (int d = 0; d < width; d++) {
      double difference = left[i * width + d] - right[j * width + d];
      sum += difference * difference;
    }
    return sum;
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
