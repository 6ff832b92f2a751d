package io.cellsearch.core.search;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Evolution strategy with covariance matrix adaptation in the unit cube (Hansen 2016, "The CMA
 * evolution strategy: a tutorial", arXiv:1604.00772), to be asked and told. Names and constants are
 * those of its figure 6 and table 1, with positive weights only.
 */
final class CmaEs {
  /** Draws before a point outside the cube is moved onto its side. */
  private static final int ATTEMPTS = 100;

  private static final double LEAST = 1e-20;

  private final int n;
  private final double[] weights;
  private final double muEff;
  private final double cSigma;
  private final double dSigma;
  private final double cC;
  private final double c1;
  private final double cMu;
  private final double chi;
  private final DMatrixRMaj covariance;
  private DMatrixRMaj root;
  private DMatrixRMaj inverseRoot;
  private final double[] mean;
  private final double[] pSigma;
  private final double[] pC;
  private double sigma;
  private int generation;

  CmaEs(int dimensions, int population, double firstSigma) {
    n = dimensions;
    sigma = firstSigma;
    weights = weights(population);
    muEff = 1 / Arrays.stream(weights).map(weight -> weight * weight).sum();
    cSigma = (muEff + 2) / (n + muEff + 5);
    dSigma = 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma;
    cC = (4 + muEff / n) / (n + 4 + 2 * muEff / n);
    c1 = 2 / ((n + 1.3) * (n + 1.3) + muEff);
    cMu = Math.min(1 - c1, 2 * (muEff - 2 + 1 / muEff) / ((n + 2.0) * (n + 2) + muEff));
    chi = Math.sqrt(n) * (1 - 1 / (4.0 * n) + 1 / (21.0 * n * n));
    covariance = CommonOps_DDRM.identity(n);
    root = CommonOps_DDRM.identity(n);
    inverseRoot = CommonOps_DDRM.identity(n);
    mean = new double[n];
    Arrays.fill(mean, 0.5);
    pSigma = new double[n];
    pC = new double[n];
  }

  /** 4 + ⌊3 ln n⌋. */
  static int population(int dimensions) {
    return 4 + (int) (3 * Math.log(dimensions));
  }

  /** ln((λ + 1)/2) − ln i for the better half, normalised. */
  private static double[] weights(int population) {
    double[] weights = new double[population / 2];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.log((population + 1) / 2.0) - Math.log(i + 1);
    }
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  /** A point of the cube. */
  double[] ask(UniformRandomProvider random) {
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[] x = new double[n];
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double[] z = new double[n];
      Arrays.setAll(z, i -> normal.sample());
      double[] y = times(root, z);
      Arrays.setAll(x, i -> mean[i] + sigma * y[i]);
      if (Arrays.stream(x).allMatch(value -> value >= 0 && value <= 1)) {
        return x;
      }
    }
    return Arrays.stream(x).map(value -> Math.max(0, Math.min(1, value))).toArray();
  }

  /**
   * Takes in a generation.
   *
   * @param points all of it, best first
   */
  void tell(double[][] points) {
    generation++;
    double[][] steps = new double[weights.length][n];
    double[] step = new double[n];
    for (int i = 0; i < weights.length; i++) {
      for (int d = 0; d < n; d++) {
        steps[i][d] = (points[i][d] - mean[d]) / sigma;
        step[d] += weights[i] * steps[i][d];
      }
    }
    double[] whitened = times(inverseRoot, step);
    double length = 0;
    for (int d = 0; d < n; d++) {
      mean[d] += sigma * step[d];
      pSigma[d] = (1 - cSigma) * pSigma[d] + Math.sqrt(cSigma * (2 - cSigma) * muEff) * whitened[d];
      length += pSigma[d] * pSigma[d];
    }
    adapt(steps, step, Math.sqrt(length));
    sigma *= Math.exp(cSigma / dSigma * (Math.sqrt(length) / chi - 1));
    decompose();
  }

  private void adapt(double[][] steps, double[] step, double length) {
    double bound = Math.sqrt(1 - Math.pow(1 - cSigma, 2.0 * (generation + 1)));
    boolean slow = length / bound < (1.4 + 2.0 / (n + 1)) * chi;
    for (int d = 0; d < n; d++) {
      pC[d] = (1 - cC) * pC[d] + (slow ? Math.sqrt(cC * (2 - cC) * muEff) * step[d] : 0);
    }
    double kept = 1 - c1 - cMu + (slow ? 0 : c1 * cC * (2 - cC));
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        double spread = 0;
        for (int i = 0; i < steps.length; i++) {
          spread += weights[i] * steps[i][a] * steps[i][b];
        }
        covariance.set(a, b, kept * covariance.get(a, b) + c1 * pC[a] * pC[b] + cMu * spread);
      }
    }
  }

  /** The square root of the covariance, and its inverse. */
  private void decompose() {
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
    if (!eigen.decompose(covariance.copy())) {
      throw new IllegalStateException("the covariance has no eigenvalues: " + covariance);
    }
    root = new DMatrixRMaj(n, n);
    inverseRoot = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      DMatrixRMaj vector = eigen.getEigenVector(i);
      double scale = Math.sqrt(Math.max(eigen.getEigenvalue(i).getReal(), LEAST));
      CommonOps_DDRM.multAddTransB(scale, vector, vector, root);
      CommonOps_DDRM.multAddTransB(1 / scale, vector, vector, inverseRoot);
    }
  }

  private double[] times(DMatrixRMaj matrix, double[] vector) {
    DMatrixRMaj result = new DMatrixRMaj(n, 1);
    CommonOps_DDRM.mult(matrix, DMatrixRMaj.wrap(n, 1, vector), result);
    return result.getData();
  }

  /** The centre of the search. */
  double[] mean() {
    return mean.clone();
  }

  double sigma() {
    return sigma;
  }
}
