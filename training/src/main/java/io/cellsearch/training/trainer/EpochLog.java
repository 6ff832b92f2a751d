package io.cellsearch.training.trainer;

import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.training.task.Evaluation;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Tells the listener of each epoch's end, and leaves a checkpoint where it wants one. */
final class EpochLog {
  private static final double NANOS_PER_SECOND = 1e9;

  private final TrainingListener listener;
  private final LongSupplier nanoTime;
  private final ModelStore files;
  private final Checkpoint.Origin origin;
  private long start;
  private double seconds;
  private int steps;

  EpochLog(
      TrainingListener listener,
      LongSupplier nanoTime,
      ModelStore files,
      Checkpoint.Origin origin) {
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.files = files;
    this.origin = origin;
  }

  /** An epoch begins: what was before it, a checkpoint or a wait, is none of its time. */
  void begins() {
    start = nanoTime.getAsLong();
  }

  /** The epoch that began ends: its time is added to that of the attempt. */
  void ends() {
    seconds += (nanoTime.getAsLong() - start) / NANOS_PER_SECOND;
  }

  /** The time of all epochs of this attempt. */
  double seconds() {
    return seconds;
  }

  /** An epoch is over; its report comes before its checkpoint. */
  void ended(Training training, double trainingLoss, Evaluation validation) {
    steps++;
    int epoch = training.epochs();
    listener.reported(
        new EpochReport(
            steps, epoch, trainingLoss, validation.loss(), validation.metrics(), seconds));
    // A pause leaves a checkpoint of its own.
    if (!training.isOver() && !training.isAtItsPause() && listener.wantsCheckpoint()) {
      leaveCheckpoint(training);
    }
  }

  /** An attempt trains as well without one. */
  private void leaveCheckpoint(Training training) {
    try {
      Optional<Checkpoint> checkpoint = training.checkpoint(origin);
      if (checkpoint.isPresent()) {
        String file = files.writeNow(CheckpointFile.write(checkpoint.get()));
        listener.checkpointed(steps, new StoredCheckpoint(file, training.epochs()));
      }
    } catch (IOException e) {
      listener.checkpointMissing(e);
    }
  }

  /** A checkpoint of an attempt as it is between two epochs, where its engine can tell. */
  Optional<StoredCheckpoint> store(Training training) throws IOException {
    Optional<Checkpoint> checkpoint = training.checkpoint(origin);
    return checkpoint.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new StoredCheckpoint(
                files.write(CheckpointFile.write(checkpoint.get())), training.epochs()));
  }
}
