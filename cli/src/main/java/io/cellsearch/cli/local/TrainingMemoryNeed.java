package io.cellsearch.cli.local;

import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.placement.MemoryNeed;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.training.trainer.TrialMemory;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets the coordinator place trials by what the trainer says that they need. That takes a tenth of
 * a millisecond, and tens for the first network of a kind, whose layers are planned for it: what
 * one trial needs is remembered for those like it.
 */
public final class TrainingMemoryNeed implements MemoryNeed {
  private static final int REMEMBERED = 4_096;

  private final Map<Alike, Long> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Alike, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Trials that need the same.
   *
   * @param shape the configuration, of whose rates only the signs are kept: a dropout of whatever
   *     share needs its masks, a rate of 0 needs nothing
   */
  private record Alike(
      Task task, DataSize data, Map<String, String> cells, Map<String, ParameterValue> shape) {

    static Alike of(ExperimentSpec spec, DataSize data, Configuration configuration) {
      Map<String, ParameterValue> shape = new LinkedHashMap<>(configuration.values());
      shape.replaceAll(Alike::rounded);
      return new Alike(spec.task(), data, spec.cells(), shape);
    }

    /** A number of a cell's equations may be one that an operation vanishes with: it stays. */
    private static ParameterValue rounded(String path, ParameterValue value) {
      boolean rate = path.startsWith("training.") || path.endsWith("dropout");
      return rate && value instanceof ParameterValue.Real real
          ? new ParameterValue.Real(Math.signum(real.value()))
          : value;
    }
  }

  @Override
  public synchronized long bytes(ExperimentSpec spec, DataSize data, Configuration configuration) {
    if (data.equals(DataSize.NONE)) {
      return 0;
    }
    Alike alike = Alike.of(spec, data, configuration);
    Long before = known.get(alike);
    if (before != null) {
      return before;
    }
    try {
      long bytes = TrialMemory.of(spec.task(), data, configuration, spec.cells()).bytes();
      known.put(alike, bytes);
      return bytes;
    } catch (IllegalArgumentException e) {
      // No network can be made of it: its attempt ends with that message, wherever it is.
      return 0;
    }
  }
}
