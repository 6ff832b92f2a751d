package io.cellsearch.core.work;

import io.cellsearch.core.trial.Metrics;
import java.util.Optional;

/** How an attempt ended. */
public sealed interface Outcome {

  /**
   * Trained as far as it was meant to, or until told to stop.
   *
   * @param bestEpoch the epoch whose weights were kept
   * @param model SHA-256 of the stored weights
   */
  record Trained(int epochs, int bestEpoch, Optional<String> model, boolean stoppedOnRequest)
      implements Outcome {}

  /**
   * Trained to the epoch after which it was to pause.
   *
   * @param checkpoint the stored file to go on from; empty where the engine writes none, then the
   *     trial's next attempt trains these epochs again
   */
  record Paused(int epoch, Optional<StoredCheckpoint> checkpoint) implements Outcome {}

  /** The test part was evaluated. */
  record Evaluated(double testLoss, Metrics metrics) implements Outcome {}

  /** The loss became non-finite at this epoch. */
  record Diverged(int epoch) implements Outcome {}

  /**
   * The attempt failed by its own fault: the cause as one line, details as a longer text for the
   * log.
   */
  record Failed(String cause, String detail) implements Outcome {}

  /**
   * The attempt was lost with its runner process (crash, out of memory), whose last log lines are
   * kept.
   */
  record RunnerLost(String cause, String detail) implements Outcome {}
}
