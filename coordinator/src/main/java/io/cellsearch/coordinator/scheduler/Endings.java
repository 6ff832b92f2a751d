package io.cellsearch.coordinator.scheduler;

import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.protocol.ToCoordinator.AttemptEnded;

/** What an outcome that a worker tells means for what is next. */
final class Endings {
  private Endings() {}

  static AttemptEnd of(AttemptEnded end) {
    Outcome outcome = end.outcome();
    if (outcome instanceof Outcome.Trained trained) {
      return new AttemptEnd.Trained(trained.stoppedOnRequest());
    }
    if (outcome instanceof Outcome.Paused) {
      return new AttemptEnd.Paused();
    }
    if (outcome instanceof Outcome.Evaluated) {
      return new AttemptEnd.Evaluated();
    }
    if (outcome instanceof Outcome.Diverged) {
      return new AttemptEnd.Diverged();
    }
    if (outcome instanceof Outcome.RunnerLost crash) {
      return new AttemptEnd.RunnerCrashed(crash.cause(), end.companions() == 0);
    }
    return new AttemptEnd.Failed(((Outcome.Failed) outcome).cause());
  }
}
