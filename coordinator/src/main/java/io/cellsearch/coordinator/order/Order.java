package io.cellsearch.coordinator.order;

import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialId;

/**
 * What somebody wants of an experiment that was submitted. Given twice, the second changes nothing.
 */
public sealed interface Order {

  /** The experiment that it is about. */
  ExperimentId experiment();

  /** Nothing of it begins, and what runs comes back at the end of its epoch. */
  record Pause(ExperimentId experiment) implements Order {}

  /** It goes on after a pause. */
  record Resume(ExperimentId experiment) implements Order {}

  /** No trial starts any more; those that have begun come to their ends, and it is concluded. */
  record Stop(ExperimentId experiment) implements Order {}

  /** Everything ends at once; what was found stays. */
  record Cancel(ExperimentId experiment) implements Order {}

  /** It may have so many trials; one that is completed goes on. */
  record Extend(ExperimentId experiment, int maxTrials) implements Order {}

  /** A failed trial is tried again, with all of its retries. */
  record Requeue(TrialId trial) implements Order {
    @Override
    public ExperimentId experiment() {
      return trial.experiment();
    }
  }
}
