package io.cellsearch.coordinator.scheduler;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.search.Search;
import io.cellsearch.protocol.AttemptId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether a worker is given one trial more than it has slots, so that a slot need not wait for the
 * coordinator between two trials. That pays where trials are short, and costs nothing where the
 * search draws the next one without looking at those before it.
 */
final class Ahead {
  /** Beside a trial that takes longer, a pause of some milliseconds is nothing. */
  private static final Duration SHORT = Duration.ofSeconds(10);

  /** Of an attempt that ends in the mean over all of them. */
  private static final double SHARE = 0.125;

  private final boolean possible;
  private final Map<AttemptId, Instant> begun = new HashMap<>();
  private double meanSeconds = Double.POSITIVE_INFINITY;

  Ahead(ExperimentSpec spec) {
    this.possible = !Search.heedsReports(spec) && spec.limits().maxConcurrentTrials().isEmpty();
  }

  void began(AttemptId id, Instant at) {
    if (possible) {
      begun.put(id, at);
    }
  }

  /** An attempt is over; only one that came to its own end tells how long trials take. */
  void ended(AttemptId id, AttemptEnd end, Instant at) {
    Instant from = begun.remove(id);
    if (from != null && end instanceof AttemptEnd.Trained) {
      double seconds = Duration.between(from, at).toMillis() / 1e3;
      meanSeconds =
          Double.isInfinite(meanSeconds) ? seconds : meanSeconds + SHARE * (seconds - meanSeconds);
    }
  }

  /** Whether that is possible and pays. */
  boolean pays() {
    return possible && meanSeconds < SHORT.toSeconds();
  }
}
