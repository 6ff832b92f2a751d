package io.cellsearch.coordinator.telemetry;

import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.trial.TrialState;
import java.util.OptionalDouble;

/** Something that the pages show as it happens, told only after its commit. */
public sealed interface LiveEvent {

  /** A trial has a new state or a new report. A non-finite loss is none. */
  record TrialChanged(TrialId trial, TrialState state, int epoch, OptionalDouble validationLoss)
      implements LiveEvent {
    public TrialChanged {
      if (validationLoss.isPresent() && !Double.isFinite(validationLoss.getAsDouble())) {
        validationLoss = OptionalDouble.empty();
      }
    }
  }

  /** An experiment has begun or ended. */
  record ExperimentChanged(ExperimentId experiment, String state) implements LiveEvent {}
}
