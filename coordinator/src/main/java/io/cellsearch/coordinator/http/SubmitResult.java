package io.cellsearch.coordinator.http;

import io.cellsearch.core.trial.ExperimentId;
import java.util.List;
import java.util.Optional;

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

  /**
   * One rule that a file breaks.
   *
   * @param line from 1, 0 where the problem has no place
   * @param column from 1, 0 where the problem has no place
   * @param path of the key, for instance {@code model.units.min}
   */
  record Problem(
      String file,
      int line,
      int column,
      String path,
      String rule,
      String value,
      Optional<String> suggestion) {}
}
