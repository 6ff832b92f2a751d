package io.cellsearch.core.search;

import io.cellsearch.core.space.Configuration;
import java.util.List;

/** The expected improvement of candidates under a Gaussian process. */
final class Acquisition {
  private final Encoding encoding;
  private final GaussianProcess process;
  private final double least;

  /** A candidate and the logarithm of its expected improvement. */
  record Choice(Configuration configuration, double logImprovement) {}

  /**
   * @param least the target below which an improvement begins
   */
  Acquisition(Encoding encoding, GaussianProcess process, double least) {
    this.encoding = encoding;
    this.process = process;
    this.least = least;
  }

  /** The first candidate of the greatest expected improvement. */
  Choice best(List<Configuration> candidates) {
    GaussianProcess.Prediction predicted =
        process.predict(candidates.stream().map(encoding::encode).toArray(double[][]::new));
    int best = 0;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < candidates.size(); i++) {
      double improvement = Improvement.log(least, predicted.means()[i], predicted.deviations()[i]);
      if (improvement > greatest) {
        greatest = improvement;
        best = i;
      }
    }
    return new Choice(candidates.get(best), greatest);
  }
}
