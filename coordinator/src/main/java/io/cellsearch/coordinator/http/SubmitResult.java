package io.cellsearch.coordinator.http;

import io.cellsearch.coordinator.spec.Problem;
import io.cellsearch.core.trial.ExperimentId;
import java.util.List;

/** What became of a submitted file. */
public sealed interface SubmitResult {

  /** It is stored and its trials are queued. */
  record Accepted(ExperimentId id) implements SubmitResult {}

  /** It breaks rules; all of them are listed. */
  record Refused(List<Problem> problems) implements SubmitResult {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
