package io.cellsearch.coordinator.store;

import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads of the stored experiments: what a restart rebuilds from, and what the pages show. */
public interface StoreQueries {

  /** The newest term, 0 before the first. */
  long term();

  /** The id and number that the next submission under a name gets. */
  NextExperiment nextExperiment(String name);

  /** All experiments with the counts of their trials, newest first. */
  List<ExperimentOverview> experiments();

  /** The overview of one experiment. */
  Optional<ExperimentOverview> overview(ExperimentId experiment);

  /** All that is stored of one experiment itself. */
  Optional<ExperimentRecord> experiment(ExperimentId experiment);

  /** The experiments that have not ended, in the order of their submission. */
  List<ExperimentRecord> running();

  /** The events of an experiment's search as JSON, in their order. */
  List<String> searchEvents(ExperimentId experiment);

  /** The trials of an experiment by number. */
  List<TrialRecord> trials(ExperimentId experiment);

  /** One trial. */
  Optional<TrialRecord> trial(TrialId trial);

  /**
   * The reports of a trial that count, by epoch: those of its last training attempt, and those of
   * earlier ones up to where it went on.
   */
  List<CurvePoint> curve(TrialId trial);

  /** The attempts of a trial by number. */
  List<AttemptRecord> attempts(TrialId trial);

  /** The leases of all attempts that have not ended. */
  List<LeaseRecord> leases();

  /** The SHA-256 of every model, checkpoint and data set that a trial or an experiment names. */
  Set<String> artifacts();

  /** The id of a submission and its number under its name. */
  record NextExperiment(ExperimentId id, int number) {}
}
