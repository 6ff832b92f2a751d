package io.cellsearch.coordinator.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.work.Outcome;
import java.util.Optional;

/** How an attempt ended, as its columns hold it. */
record Ending(String name, Optional<String> cause) {
  private static final int CAUSE_LENGTH = 4000;
  private static final TypeReference<Outcome> OUTCOME = new TypeReference<>() {};

  static Ending of(AttemptEnd end) {
    if (end instanceof AttemptEnd.Trained) {
      return new Ending("trained", Optional.empty());
    }
    if (end instanceof AttemptEnd.Paused) {
      return new Ending("paused", Optional.empty());
    }
    if (end instanceof AttemptEnd.Evaluated) {
      return new Ending("evaluated", Optional.empty());
    }
    if (end instanceof AttemptEnd.Diverged) {
      return new Ending("diverged", Optional.empty());
    }
    if (end instanceof AttemptEnd.Failed failed) {
      return new Ending("failed", Optional.of(Columns.cut(failed.cause(), CAUSE_LENGTH)));
    }
    if (end instanceof AttemptEnd.RunnerCrashed crashed) {
      return new Ending("runner-crashed", Optional.of(Columns.cut(crashed.cause(), CAUSE_LENGTH)));
    }
    if (end instanceof AttemptEnd.WorkerLost) {
      return new Ending("worker-lost", Optional.empty());
    }
    return new Ending("cancelled", Optional.empty());
  }

  /** An outcome with the name of its kind. */
  static String json(Outcome outcome) {
    return Columns.json(OUTCOME, outcome);
  }

  static Outcome outcome(String json) {
    return Columns.parse(json, OUTCOME);
  }
}
