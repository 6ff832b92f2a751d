package io.cellsearch.coordinator.spec;

import java.util.List;

/** What came of reading an experiment file. */
public sealed interface SpecResult {

  /** The experiment. */
  record Valid(ResolvedSpec resolved) implements SpecResult {}

  /** Every problem: those of the file by line, then those of its data. */
  record Invalid(List<Problem> problems) implements SpecResult {
    public Invalid {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("an invalid file has at least one problem");
      }
    }
  }
}
