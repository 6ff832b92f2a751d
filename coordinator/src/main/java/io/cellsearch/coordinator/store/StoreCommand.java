package io.cellsearch.coordinator.store;

import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.Repetition;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One change of what is stored. Its projections (counts, best losses) change with it. */
public sealed interface StoreCommand {

  /** Stores a submitted experiment as running. */
  record CreateExperiment(NewExperiment experiment) implements StoreCommand {}

  /** Sets what methods without training reach on the experiment's data. */
  record SetReferences(ExperimentId experiment, List<Reference> references)
      implements StoreCommand {
    public SetReferences {
      references = List.copyOf(references);
    }
  }

  /** Sets where an experiment stands that has not ended. */
  record SteerExperiment(ExperimentId experiment, ExperimentState state, PausedTime paused)
      implements StoreCommand {
    public SteerExperiment {
      if (state.terminal()) {
        throw new IllegalArgumentException(
            "an experiment that goes on is in no terminal state, but got " + state);
      }
    }
  }

  /** Lets a completed experiment run again. */
  record ReopenExperiment(ExperimentId experiment, PausedTime paused) implements StoreCommand {}

  /** Sets how many trials an experiment may have, whatever its file says. */
  record ExtendExperiment(ExperimentId experiment, int maxTrials) implements StoreCommand {
    public ExtendExperiment {
      if (maxTrials < 1) {
        throw new IllegalArgumentException(
            "an experiment has at least one trial, but got " + maxTrials);
      }
    }
  }

  /** Ends an experiment that has not ended. */
  record EndExperiment(
      ExperimentId experiment, ExperimentState state, Optional<String> reason, Instant at)
      implements StoreCommand {
    public EndExperiment {
      if (!state.terminal()) {
        throw new IllegalArgumentException(
            "an experiment ends in a terminal state, but got " + state);
      }
    }
  }

  /**
   * Appends an event to an experiment's search.
   *
   * @param sequence the event's place, from 1 without a gap
   * @param json the event as the caller wrote it; it comes back as it is
   */
  record AppendSearchEvent(ExperimentId experiment, long sequence, String json)
      implements StoreCommand {}

  /**
   * Stores a new trial as queued.
   *
   * @param repeats the trial of the search that it trains again; empty for one of the search's own
   */
  record CreateTrial(
      TrialId trial, Configuration configuration, long seed, Optional<Repetition> repeats)
      implements StoreCommand {

    /** Stores a trial of the search. */
    public CreateTrial(TrialId trial, Configuration configuration, long seed) {
      this(trial, configuration, seed, Optional.empty());
    }
  }

  /** Sets a trial's state and counters where no attempt starts or ends, for instance paused. */
  record UpdateTrial(TrialId trial, TrialProgress progress) implements StoreCommand {}

  /**
   * Starts an attempt and its lease. A training attempt puts its trial into the state running; of
   * its results those count on that the attempt goes on from. An evaluation leaves both alone.
   *
   * @param attempt greater than every attempt of the trial before
   * @param fromEpoch the last epoch of which nothing is done again, 0 for the start
   */
  record StartAttempt(
      TrialId trial, int attempt, AttemptKind kind, int fromEpoch, String worker, Instant at)
      implements StoreCommand {}

  /** Sets what a trial's next attempt goes on from; empty for the start. */
  record SetCheckpoint(TrialId trial, Optional<StoredCheckpoint> checkpoint)
      implements StoreCommand {}

  /** Sets why a queued trial is on no slot although there are workers; empty for no such reason. */
  record SetWaiting(TrialId trial, Optional<String> reason) implements StoreCommand {}

  /** Adds a report and brings the trial's best loss up to date. */
  record AddReport(TrialId trial, int attempt, EpochReport report) implements StoreCommand {}

  /**
   * Ends an attempt and its lease.
   *
   * @param outcome what the runner said, if it said anything; a {@link Outcome.Trained} sets the
   *     trial's model
   * @param after where the trial stands now
   */
  record EndAttempt(
      TrialId trial,
      int attempt,
      AttemptEnd end,
      Optional<Outcome> outcome,
      TrialProgress after,
      Instant at)
      implements StoreCommand {}

  /** Sets the result of a trial on the test part. */
  record SetTestResult(TrialId trial, double testLoss, Metrics metrics) implements StoreCommand {
    public SetTestResult {
      if (!Double.isFinite(testLoss)) {
        throw new IllegalArgumentException(
            "a test loss must be finite, but got " + testLoss + " for " + trial);
      }
    }
  }

  /** Renews leases; a lease that is not there any more is left alone. */
  record RenewLeases(List<Renewal> renewals, Instant at) implements StoreCommand {
    public RenewLeases {
      renewals = List.copyOf(renewals);
    }
  }

  /**
   * A sign of life of one attempt.
   *
   * @param batches done so far in this attempt
   */
  record Renewal(TrialId trial, int attempt, long batches) {}
}
