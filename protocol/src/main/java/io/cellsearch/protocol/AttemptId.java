package io.cellsearch.protocol;

import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Assignment;
import java.util.Comparator;

/** One attempt of a trial. Ordered by experiment, trial and attempt. */
public record AttemptId(TrialId trial, int attempt) implements Comparable<AttemptId> {
  private static final Comparator<AttemptId> ORDER =
      Comparator.<AttemptId, String>comparing(id -> id.trial().experiment().value())
          .thenComparingInt(id -> id.trial().number())
          .thenComparingInt(AttemptId::attempt);

  public AttemptId {
    if (attempt < 1) {
      throw new IllegalArgumentException("attempts count from 1, but got " + attempt);
    }
  }

  /** The attempt that an assignment is for. */
  public static AttemptId of(Assignment assignment) {
    return new AttemptId(assignment.trial(), assignment.attempt());
  }

  @Override
  public int compareTo(AttemptId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return trial + "#" + attempt;
  }
}
