package io.cellsearch.core.search;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

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
  private LowerFactor factor = LowerFactor.NONE;
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
    factorise(x);
    believe(y);
  }

  /**
   * The same, and points whose targets are not known: these count as predicted by the others.
   *
   * @param x first the points of the targets, then those without
   */
  void conditionBelieving(double[][] x, double[] y) {
    factorise(x);
    believe(y);
    if (x.length == y.length) {
      return;
    }
    double[][] open = Arrays.copyOfRange(x, y.length, x.length);
    double[] targets = Arrays.copyOf(y, x.length);
    System.arraycopy(means(across(open)), 0, targets, y.length, open.length);
    believe(targets);
  }

  private void factorise(double[][] x) {
    points = new DMatrixRMaj(x);
    factor = LowerFactor.of(kernel.gram(points, theta));
  }

  /** Takes in the targets of the first points. */
  private void believe(double[] y) {
    double[] z = standardised(y);
    mean = mean(y);
    deviation = deviation(y, mean);
    weights = factor.solved(z);
    double fit = 0;
    for (int i = 0; i < z.length; i++) {
      fit += z[i] * weights[i];
    }
    signal = Math.max(fit / z.length, LEAST_VARIANCE);
  }

  /** The mean and deviation, without noise, of the posterior at points. */
  Prediction predict(double[][] x) {
    double[][] across = across(x);
    double[] means = means(across);
    factor.solve(across);
    double[] known = new double[x.length];
    for (double[] explained : across) {
      for (int i = 0; i < x.length; i++) {
        known[i] += explained[i] * explained[i];
      }
    }
    double[] deviations = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      deviations[i] = deviation * Math.sqrt(signal * Math.max(1 - known[i], LEAST_VARIANCE));
    }
    return new Prediction(means, deviations);
  }

  private double[][] across(double[][] x) {
    return kernel.between(points, new DMatrixRMaj(x), theta);
  }

  private double[] means(double[][] across) {
    double[] means = new double[across[0].length];
    for (int j = 0; j < weights.length; j++) {
      for (int i = 0; i < means.length; i++) {
        means[i] += across[j][i] * weights[j];
      }
    }
    for (int i = 0; i < means.length; i++) {
      means[i] = mean + deviation * means[i];
    }
    return means;
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
