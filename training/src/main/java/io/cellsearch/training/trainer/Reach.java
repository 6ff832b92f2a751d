package io.cellsearch.training.trainer;

import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.TrainingTime;
import java.util.Optional;
import java.util.OptionalInt;

/** How far an attempt may train: to an epoch, or until its trial has spent so much time. */
final class Reach {
  private final Optional<TrainingTime> time;
  private double pauseAfter;
  private double seconds;

  private Reach(OptionalInt pauseAfter, Optional<TrainingTime> time) {
    this.pauseAfter = pauseAfter.isPresent() ? pauseAfter.getAsInt() : Double.POSITIVE_INFINITY;
    this.time = time;
  }

  /** As an assignment says it. */
  static Reach of(Assignment assignment) {
    return assignment.kind() instanceof Assignment.Kind.Train train
        ? new Reach(train.pauseAfter(), train.time())
        : new Reach(OptionalInt.empty(), Optional.empty());
  }

  /** The epochs of the attempt have taken so many seconds. */
  void tookSeconds(double seconds) {
    this.seconds = seconds;
  }

  /** What the trial has spent: seconds where these bound it, else its epochs. */
  double spent(int epochs) {
    // The coordinator adds up the same numbers, in the same order.
    return time.isPresent() ? time.get().spent() + seconds : epochs;
  }

  /** It may train until it has spent so much. */
  void mayTrainTo(int target) {
    pauseAfter = target;
  }

  /** Whether it is where it was to pause. */
  boolean isAtItsPause(int epochs) {
    return spent(epochs) >= pauseAfter;
  }

  /** Whether no time is left. */
  boolean isOver() {
    return time.isPresent() && spent(0) >= time.get().most();
  }
}
