package io.cellsearch.core.search;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * The lower Cholesky factor L of a positive definite matrix L Lᵀ. The factor of a leading block is
 * the leading block of the factor, so that one factorisation serves both. All loops run along rows.
 */
final class LowerFactor {
  /** Of no points. */
  static final LowerFactor NONE = new LowerFactor(new double[0][]);

  private final double[][] rows;

  private LowerFactor(double[][] rows) {
    this.rows = rows;
  }

  static LowerFactor of(DMatrixRMaj matrix) {
    int n = matrix.getNumRows();
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(n, true);
    if (!cholesky.decompose(matrix.copy())) {
      throw new IllegalStateException("the kernel matrix of " + n + " points is not definite");
    }
    double[] factor = cholesky.getT(null).getData();
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = Arrays.copyOfRange(factor, i * n, i * n + i + 1);
    }
    return new LowerFactor(rows);
  }

  /** The logarithm of the determinant of L. */
  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += Math.log(rows[i][i]);
    }
    return sum;
  }

  /** Turns right-hand sides {@code [row][side]} into L⁻¹ times them. */
  void solve(double[][] sides) {
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i];
      int j = 0;
      for (; j + 4 <= i; j += 4) {
        subtractFour(sides[i], row, j, sides);
      }
      for (; j < i; j++) {
        subtract(sides[i], row[j], sides[j]);
      }
      scale(sides[i], 1 / row[i]);
    }
  }

  /** Four rows at a time, in their order: {@code from} is loaded and stored once for them. */
  private static void subtractFour(double[] from, double[] factors, int at, double[][] what) {
    double factor0 = factors[at];
    double factor1 = factors[at + 1];
    double factor2 = factors[at + 2];
    double factor3 = factors[at + 3];
    double[] what0 = what[at];
    double[] what1 = what[at + 1];
    double[] what2 = what[at + 2];
    double[] what3 = what[at + 3];
    for (int c = 0; c < from.length; c++) {
      from[c] =
          from[c]
              - factor0 * what0[c]
              - factor1 * what1[c]
              - factor2 * what2[c]
              - factor3 * what3[c];
    }
  }

  private static void subtract(double[] from, double factor, double[] what) {
    subtract(from, factor, what, what.length);
  }

  private static void scale(double[] row, double factor) {
    for (int c = 0; c < row.length; c++) {
      row[c] *= factor;
    }
  }

  /** (L Lᵀ)⁻¹ y, of the leading block that y has the size of. */
  double[] solved(double[] y) {
    double[] x = y.clone();
    for (int i = 0; i < x.length; i++) {
      double[] row = rows[i];
      double sum = x[i];
      for (int j = 0; j < i; j++) {
        sum -= row[j] * x[j];
      }
      x[i] = sum / row[i];
    }
    for (int i = x.length - 1; i >= 0; i--) {
      double[] row = rows[i];
      x[i] /= row[i];
      for (int j = 0; j < i; j++) {
        x[j] -= row[j] * x[i];
      }
    }
    return x;
  }

  /** The lower half, diagonal included, of (L Lᵀ)⁻¹. */
  double[][] inverse() {
    int n = rows.length;
    double[][] factor = new double[n][];
    double[][] inverse = new double[n][];
    for (int i = 0; i < n; i++) {
      factor[i] = new double[i + 1];
      factor[i][i] = 1;
      for (int j = 0; j < i; j++) {
        subtract(factor[i], rows[i][j], factor[j]);
      }
      scale(factor[i], 1 / rows[i][i]);
      inverse[i] = new double[i + 1];
    }
    for (double[] row : factor) {
      for (int i = 0; i < row.length; i++) {
        subtract(inverse[i], -row[i], row, i + 1);
      }
    }
    return inverse;
  }

  private static void subtract(double[] from, double factor, double[] what, int count) {
    for (int c = 0; c < count; c++) {
      from[c] -= factor * what[c];
    }
  }
}
