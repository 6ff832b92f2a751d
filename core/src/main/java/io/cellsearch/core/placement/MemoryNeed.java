package io.cellsearch.core.placement;

import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.space.Configuration;

/** Tells how much of a worker's memory a trial needs, before it starts. */
@FunctionalInterface
public interface MemoryNeed {
  /** Says nothing of any trial: all of them fit everywhere. */
  MemoryNeed UNKNOWN = (spec, data, configuration) -> 0;

  /** Bytes that a slot must have for a trial of this configuration; 0 where nobody can tell. */
  long bytes(ExperimentSpec spec, DataSize data, Configuration configuration);
}
