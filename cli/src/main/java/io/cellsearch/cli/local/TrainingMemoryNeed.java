package io.cellsearch.cli.local;

import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.placement.MemoryNeed;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.training.trainer.TrialMemory;

/** Lets the coordinator place trials by what the trainer says that they need. */
public final class TrainingMemoryNeed implements MemoryNeed {
  @Override
  public long bytes(ExperimentSpec spec, DataSize data, Configuration configuration) {
    if (data.equals(DataSize.NONE)) {
      return 0;
    }
    try {
      return TrialMemory.of(spec.task(), data, configuration, spec.cells()).bytes();
    } catch (IllegalArgumentException e) {
      // No network can be made of it: its attempt ends with that message, wherever it is.
      return 0;
    }
  }
}
