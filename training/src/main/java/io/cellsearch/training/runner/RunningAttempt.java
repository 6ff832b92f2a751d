package io.cellsearch.training.runner;

import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.frames.Frame;
import io.cellsearch.training.trainer.StopSignal;
import io.cellsearch.training.trainer.TrainingListener;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt between its start and its end: what it tells the worker, and what it was told to do.
 * Trained on one thread, stopped and watched from others.
 */
final class RunningAttempt implements TrainingListener, StopSignal {
  private static final Logger LOG = LoggerFactory.getLogger(RunningAttempt.class);

  private final Assignment assignment;
  private final FrameOutput output;
  private final CheckpointInterval checkpoints;
  private final Rest rest = new Rest();
  private volatile boolean stopRequested;
  private volatile boolean abandoned;
  private volatile boolean handedBack;
  private volatile long batches;
  private long announcedBatches;

  RunningAttempt(Assignment assignment, FrameOutput output, CheckpointInterval checkpoints) {
    this.assignment = assignment;
    this.output = output;
    this.checkpoints = checkpoints;
  }

  Assignment assignment() {
    return assignment;
  }

  AttemptId id() {
    return new AttemptId(assignment.trial(), assignment.attempt());
  }

  /** Ends the attempt at its next batch; its results are kept. */
  void stop() {
    stopRequested = true;
    rest.end();
  }

  /** Ends the attempt at its next batch; nothing more is said about it. */
  void abandon() {
    abandoned = true;
    stop();
  }

  /** Lets the attempt train on before it pauses. */
  void goOn(int target) {
    rest.goOn(target);
  }

  /** Lets the attempt wait no longer for another word at this epoch. */
  void pause(int atEpoch) {
    rest.pause(atEpoch);
  }

  /** Lets the attempt pause at the end of the epoch that runs. */
  void handBack() {
    handedBack = true;
    rest.end();
  }

  @Override
  public boolean mustPause() {
    return handedBack;
  }

  @Override
  public int mayTrainTo(int epoch, double spent) {
    return rest.mayTrainTo(epoch, spent);
  }

  @Override
  public boolean isRequested() {
    return stopRequested;
  }

  @Override
  public void progressed(long batches) {
    this.batches = batches;
  }

  @Override
  public void reported(EpochReport report) {
    if (!abandoned) {
      output.write(new Frame.Reported(assignment.trial(), assignment.attempt(), report));
    }
  }

  @Override
  public boolean wantsCheckpoint() {
    return !stopRequested && checkpoints.isDue();
  }

  @Override
  public void checkpointed(int step, StoredCheckpoint checkpoint) {
    if (!abandoned) {
      output.write(
          new Frame.Checkpointed(assignment.trial(), assignment.attempt(), step, checkpoint));
    }
  }

  @Override
  public void checkpointMissing(IOException cause) {
    LOG.warn("goes on without a checkpoint: {}", cause.toString());
  }

  /** Tells the worker how many batches are done, if there are more than last time. */
  void announceProgress() {
    long now = batches;
    if (now > announcedBatches && !abandoned) {
      announcedBatches = now;
      output.write(new Frame.Progress(assignment.trial(), assignment.attempt(), now));
    }
  }

  /** Tells the worker how the attempt ended. */
  void ended(Outcome outcome) {
    if (!abandoned) {
      output.write(new Frame.Ended(assignment.trial(), assignment.attempt(), outcome));
    }
  }
}
