package io.cellsearch.core.search;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * A Gaussian process with a Matérn-5/2 kernel, a length scale for each parameter, and a signal
 * whose variance is analytic (Rasmussen and Williams 2006, chapters 2, 4 and 5). Targets are
 * standardised inside. Points are rows of coordinates; several coordinates may belong to one
 * parameter.
 */
final class GaussianProcess {
  private static final double LEAST_VARIANCE = 1e-12;

  private final MaternKernel kernel;
  private double[] theta;
  private DMatrixRMaj points = new DMatrixRMaj(0, 0);
  private DMatrixRMaj inverseFactor = new DMatrixRMaj(0, 0);
  private double[] weights = {};
  private double mean;
  private double deviation = 1;
  private double signal = 1;

  /** A prediction at several points. */
  record Prediction(double[] means, double[] deviations) {}

  /**
   * @param parameterOf the parameter, from 0, of each coordinate
   */
  GaussianProcess(int[] parameterOf) {
    kernel = new MaternKernel(parameterOf);
    theta = GaussianProcessFit.prior(kernel.parameters());
  }

  /** The logarithms of the length scales, then of the noise's variance relative to the signal's. */
  double[] theta() {
    return theta.clone();
  }

  /** Fits the length scales and the noise to targets, from where they were left. */
  void fit(double[][] x, double[] y) {
    theta = new GaussianProcessFit(kernel, new DMatrixRMaj(x), standardised(y)).fit(theta);
  }

  /** Takes in points and their targets, in place of all before. */
  void condition(double[][] x, double[] y) {
    double[] z = standardised(y);
    mean = mean(y);
    deviation = deviation(y, mean);
    points = new DMatrixRMaj(x);
    inverseFactor = kernel.inverseFactor(kernel.gram(points, theta));
    DMatrixRMaj target = DMatrixRMaj.wrap(z.length, 1, z);
    DMatrixRMaj half = new DMatrixRMaj(z.length, 1);
    DMatrixRMaj solved = new DMatrixRMaj(z.length, 1);
    CommonOps_DDRM.mult(inverseFactor, target, half);
    CommonOps_DDRM.multTransA(inverseFactor, half, solved);
    weights = solved.getData();
    double fit = 0;
    for (int i = 0; i < z.length; i++) {
      fit += z[i] * weights[i];
    }
    signal = Math.max(fit / z.length, LEAST_VARIANCE);
  }

  /** The mean and deviation, without noise, of the posterior at points. */
  Prediction predict(double[][] x) {
    int n = points.getNumRows();
    DMatrixRMaj across = kernel.between(points, new DMatrixRMaj(x), theta);
    DMatrixRMaj explained = new DMatrixRMaj(n, x.length);
    CommonOps_DDRM.mult(inverseFactor, across, explained);
    double[] means = new double[x.length];
    double[] known = new double[x.length];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < x.length; i++) {
        means[i] += across.unsafe_get(j, i) * weights[j];
        known[i] += explained.unsafe_get(j, i) * explained.unsafe_get(j, i);
      }
    }
    double[] deviations = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      means[i] = mean + deviation * means[i];
      deviations[i] = deviation * Math.sqrt(signal * Math.max(1 - known[i], LEAST_VARIANCE));
    }
    return new Prediction(means, deviations);
  }

  private static double[] standardised(double[] y) {
    double mean = mean(y);
    double deviation = deviation(y, mean);
    return Arrays.stream(y).map(value -> (value - mean) / deviation).toArray();
  }

  private static double mean(double[] y) {
    return Arrays.stream(y).sum() / y.length;
  }

  /** Of the population; never 0. */
  private static double deviation(double[] y, double mean) {
    double squares = Arrays.stream(y).map(value -> (value - mean) * (value - mean)).sum();
    return Math.max(Math.sqrt(squares / y.length), LEAST_VARIANCE);
  }
}
