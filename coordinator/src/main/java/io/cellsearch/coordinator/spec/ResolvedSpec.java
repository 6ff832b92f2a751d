package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.artifact.Sha256;
import io.cellsearch.core.experiment.ExperimentSpec;

/**
 * A sound experiment.
 *
 * @param text the experiment file in its canonical form: every default filled in, the data's hash,
 *     the software version. It reads back as the same experiment.
 * @param dataSet the task's data
 * @param data what was found in it
 */
public record ResolvedSpec(ExperimentSpec spec, String text, DataSet dataSet, DataInspection data) {

  /** SHA-256 of the text (64 lower-case hex digits): equal experiments have equal ones. */
  public String sha256() {
    return Sha256.of(text).value();
  }
}
