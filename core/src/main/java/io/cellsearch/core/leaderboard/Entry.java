package io.cellsearch.core.leaderboard;

import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.trial.TrialState;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of a trial when the ranking is made.
 *
 * @param bestEpoch the epoch of the best validation loss, 0 before the first report
 * @param bestValidationLoss never non-finite
 * @param seconds training time of the attempt that counts
 */
public record Entry(
    TrialId trial,
    TrialState state,
    Configuration configuration,
    int epochs,
    int bestEpoch,
    OptionalDouble bestValidationLoss,
    OptionalDouble testLoss,
    double seconds,
    Optional<String> worker) {

  public Entry {
    if (bestValidationLoss.isPresent() && !Double.isFinite(bestValidationLoss.getAsDouble())) {
      throw new IllegalArgumentException(
          "a best loss must be finite, but got " + bestValidationLoss + " for " + trial);
    }
  }
}
