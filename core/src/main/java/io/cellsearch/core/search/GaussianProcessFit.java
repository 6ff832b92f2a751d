package io.cellsearch.core.search;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * Finds the length scales and the noise of a Gaussian process: the posterior's mode, by RPROP
 * (Riedmiller and Braun 1993) from the last ones, in ten steps.
 */
final class GaussianProcessFit {
  private static final int STEPS = 10;
  private static final double FIRST_STEP = 0.15;
  private static final double LEAST_STEP = 0.001;
  private static final double MOST_STEP = 0.7;
  private static final double BOUND = 4;

  /** Of the noise: a function without noise is learned as one. */
  private static final double LEAST_NOISE = -12;

  private static final double LENGTH = Math.log(0.7);
  private static final double LENGTH_WIDTH = 1;
  private static final double NOISE = Math.log(0.1);
  private static final double NOISE_WIDTH = 1.5;

  private final MaternKernel kernel;
  private final DMatrixRMaj x;
  private final double[] y;
  private final int parameters;

  GaussianProcessFit(MaternKernel kernel, DMatrixRMaj x, double[] y) {
    this.kernel = kernel;
    this.x = x;
    this.y = y;
    parameters = kernel.parameters();
  }

  /** The means of the priors: length scales of 0.7, noise of 0.1 of the signal's variance. */
  static double[] prior(int parameters) {
    double[] prior = new double[parameters + 1];
    Arrays.fill(prior, LENGTH);
    prior[parameters] = NOISE;
    return prior;
  }

  /** The best that was met on the way. */
  double[] fit(double[] from) {
    double[] theta = from.clone();
    double[] best = from;
    double least = Double.POSITIVE_INFINITY;
    double[] step = new double[theta.length];
    Arrays.fill(step, FIRST_STEP);
    double[] last = new double[theta.length];
    double[] gradient = new double[theta.length];
    for (int i = 0; i < STEPS; i++) {
      double value = objective(theta, gradient);
      if (value < least) {
        least = value;
        best = theta.clone();
      }
      move(theta, gradient, step, last);
    }
    return best;
  }

  private static void move(double[] theta, double[] gradient, double[] step, double[] last) {
    for (int p = 0; p < theta.length; p++) {
      double same = gradient[p] * last[p];
      double factor = same > 0 ? 1.3 : same < 0 ? 0.5 : 1;
      step[p] = Math.max(LEAST_STEP, Math.min(MOST_STEP, step[p] * factor));
      last[p] = same < 0 ? 0 : gradient[p];
      double moved = theta[p] - Math.signum(last[p]) * step[p];
      double least = p < theta.length - 1 ? -BOUND : LEAST_NOISE;
      theta[p] = Math.max(least, Math.min(BOUND, moved));
    }
  }

  /** The negative logarithm of the posterior, and its gradient. */
  double objective(double[] theta, double[] gradient) {
    int n = y.length;
    LowerFactor factor = LowerFactor.of(kernel.gram(x, theta));
    double[] a = factor.solved(y);
    double signal = 0;
    for (int i = 0; i < n; i++) {
      signal += y[i] * a[i] / n;
    }
    signal = Math.max(signal, 1e-12);
    double value = 0.5 * n * Math.log(signal) + factor.logDeterminant();
    Arrays.fill(gradient, 0);
    addSlopes(theta, factor.inverse(), a, signal, gradient);
    return value + addPrior(theta, gradient);
  }

  /** With W = (K⁻¹ − a aᵀ/s²)/2: Σ W G (x − x′)²/ℓ² for a length scale, ν tr W for the noise. */
  private void addSlopes(
      double[] theta, double[][] inverse, double[] a, double signal, double[] gradient) {
    double[][] z = kernel.scaled(x, theta);
    double trace = 0;
    for (int i = 0; i < y.length; i++) {
      double[] squared = MaternKernel.squared(z, i, z, i);
      trace += 0.5 * (inverse[i][i] - a[i] * a[i] / signal);
      for (int j = 0; j < i; j++) {
        double w = inverse[i][j] - a[i] * a[j] / signal;
        double slope = w * MaternKernel.slope(squared[j]);
        for (int d = 0; d < z.length; d++) {
          double difference = z[d][i] - z[d][j];
          gradient[kernel.parameterOf(d)] += slope * difference * difference;
        }
      }
    }
    gradient[parameters] += Math.exp(theta[parameters]) * trace;
  }

  private double addPrior(double[] theta, double[] gradient) {
    double value = 0;
    for (int p = 0; p <= parameters; p++) {
      double width = p < parameters ? LENGTH_WIDTH : NOISE_WIDTH;
      double d = (theta[p] - (p < parameters ? LENGTH : NOISE)) / width;
      value += 0.5 * d * d;
      gradient[p] += d / width;
    }
    return value;
  }
}
