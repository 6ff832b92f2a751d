package io.cellsearch.coordinator.store;

import io.cellsearch.core.comparison.Confirmation;
import io.cellsearch.core.leaderboard.Entry;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.Repetition;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.StoredCheckpoint;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A stored trial with what its reports add up to.
 *
 * @param epochs that count: trained in the last attempt, or before what it went on from
 * @param bestEpoch the epoch of the best validation loss, 0 before the first report
 * @param model SHA-256 of the weights of the best epoch
 * @param checkpoint that its next attempt goes on from
 * @param worker that runs the last training attempt, or ran it
 * @param repeats the trial of the search that it trains again; empty for one of the search's own
 * @param waitsFor why it is queued although there are workers
 */
public record TrialRecord(
    TrialId trial,
    Configuration configuration,
    long seed,
    TrialProgress progress,
    int epochs,
    int bestEpoch,
    OptionalDouble bestValidationLoss,
    OptionalDouble testLoss,
    Optional<String> model,
    Optional<StoredCheckpoint> checkpoint,
    double seconds,
    Optional<String> worker,
    Optional<Repetition> repeats,
    Optional<String> waitsFor) {

  /** A repetition as it confirms the trial that it repeats; empty for one of the search's own. */
  public Optional<Confirmation.Repeated> repeated() {
    return repeats.map(
        repetition ->
            new Confirmation.Repeated(
                trial.number(), repetition, seed, progress.state(), testLoss));
  }

  /** The trial as the leaderboard ranks it. */
  public Entry entry() {
    return new Entry(
        trial,
        progress.state(),
        configuration,
        epochs,
        bestEpoch,
        bestValidationLoss,
        testLoss,
        seconds,
        worker);
  }
}
