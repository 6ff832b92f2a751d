package io.cellsearch.cells;

/**
 * A matrix times the inputs of all steps, normalised over steps and batch, in plain loops. Arrays
 * are [time][batch][size].
 */
final class Normalisation {
  private static final double EPSILON = 1e-5;

  final double[][][] values;
  private final double[][][] x;
  private final double[] matrix;
  private final int units;
  private final double[] deviations;

  Normalisation(double[][][] x, double[] matrix, int units) {
    this.x = x;
    this.matrix = matrix;
    this.units = units;
    values = new double[x.length][x[0].length][units];
    deviations = new double[units];
    for (int j = 0; j < units; j++) {
      normalise(j);
    }
  }

  private void normalise(int j) {
    double sum = 0;
    double squares = 0;
    for (int t = 0; t < x.length; t++) {
      for (int b = 0; b < x[t].length; b++) {
        for (int i = 0; i < x[t][b].length; i++) {
          values[t][b][j] += x[t][b][i] * matrix[i * units + j];
        }
        sum += values[t][b][j];
        squares += values[t][b][j] * values[t][b][j];
      }
    }
    int count = x.length * x[0].length;
    double mean = sum / count;
    deviations[j] = Math.sqrt(squares / count - mean * mean + EPSILON);
    for (double[][] step : values) {
      for (double[] row : step) {
        row[j] = (row[j] - mean) / deviations[j];
      }
    }
  }

  /** Adds to the gradients of the matrix and of the inputs. */
  void backward(double[][][] deltas, double[] matrixGradient, double[][][] dx) {
    int count = x.length * x[0].length;
    for (int j = 0; j < units; j++) {
      double sum = 0;
      double product = 0;
      for (int t = 0; t < x.length; t++) {
        for (int b = 0; b < x[t].length; b++) {
          sum += deltas[t][b][j] / count;
          product += deltas[t][b][j] * values[t][b][j] / count;
        }
      }
      for (int t = 0; t < x.length; t++) {
        for (int b = 0; b < x[t].length; b++) {
          double own = (deltas[t][b][j] - sum - values[t][b][j] * product) / deviations[j];
          for (int i = 0; i < x[t][b].length; i++) {
            matrixGradient[i * units + j] += x[t][b][i] * own;
            dx[t][b][i] += matrix[i * units + j] * own;
          }
        }
      }
    }
  }
}
