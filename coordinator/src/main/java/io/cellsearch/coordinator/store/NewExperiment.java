package io.cellsearch.coordinator.store;

import io.cellsearch.coordinator.artifact.Sha256;
import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.trial.ExperimentId;
import java.time.Instant;
import java.util.List;

/**
 * A submitted experiment before it is stored.
 *
 * @param number counts the submissions under the spec's name, from 1
 * @param submitted the file as it was sent
 * @param resolved the file with every default filled in
 * @param references what methods without training reach; may be empty and set later
 * @param data what the data adds to a trial's need of memory
 */
public record NewExperiment(
    ExperimentId id,
    int number,
    ExperimentSpec spec,
    String submitted,
    String resolved,
    List<Reference> references,
    DataSize data,
    Instant createdAt) {

  public NewExperiment {
    if (number < 1) {
      throw new IllegalArgumentException("submissions count from 1, but got " + number);
    }
    references = List.copyOf(references);
  }

  /** SHA-256 of the resolved text: equal experiments have equal ones. */
  public String resolvedSha256() {
    return Sha256.of(resolved).value();
  }
}
