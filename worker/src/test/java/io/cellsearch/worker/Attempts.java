package io.cellsearch.worker;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.frames.Frame;
import io.cellsearch.protocol.AttemptId;
import java.util.Map;
import java.util.Optional;

/** Assignments, and what a runner says of them. */
public final class Attempts {
  /** The term of the coordinator that makes the assignments. */
  public static final long TERM = 3;

  /** In the place of a hash where the bytes do not matter. */
  public static final String DATA = "d".repeat(64);

  /** The hash of a model where the bytes do not matter. */
  public static final String MODEL = "e".repeat(64);

  private static final ExperimentId EXPERIMENT = new ExperimentId("co2");

  private Attempts() {}

  /** The first attempt of the trial of this number. */
  public static AttemptId id(int trial) {
    return new AttemptId(new TrialId(EXPERIMENT, trial), 1);
  }

  /** Training on {@link #DATA}. */
  public static Assignment train(AttemptId id) {
    return train(id, TERM);
  }

  /** Training that a coordinator of this term assigns. */
  public static Assignment train(AttemptId id, long term) {
    return assignment(id, term, Assignment.Kind.Train.FROM_START);
  }

  /** The evaluation of {@link #MODEL} on {@link #DATA}. */
  public static Assignment evaluate(AttemptId id) {
    return assignment(id, TERM, new Assignment.Kind.Evaluate(MODEL));
  }

  private static Assignment assignment(AttemptId id, long term, Assignment.Kind kind) {
    return new Assignment(
        id.trial(),
        id.attempt(),
        term,
        new Task.Polyphony(DATA),
        new Configuration(Map.of()),
        Map.of(),
        7,
        kind);
  }

  /** The n-th report of an attempt. */
  public static EpochReport report(int step) {
    return new EpochReport(step, step, 1.0 / step, 2.0 / step, Metrics.NONE, step);
  }

  /** Training that ended after three epochs. */
  public static Outcome trained(Optional<String> model) {
    return new Outcome.Trained(3, 2, model, false);
  }

  /** What a runner says after an epoch. */
  public static Frame.FromRunner reported(AttemptId id, int step) {
    return new Frame.Reported(id.trial(), id.attempt(), report(step));
  }

  /** The checkpoint after an epoch; its name is made of the epoch. */
  public static StoredCheckpoint checkpoint(int epoch) {
    return new StoredCheckpoint(String.format("%064x", epoch), epoch);
  }

  /** What a runner says when it has written a checkpoint after an epoch. */
  public static Frame.FromRunner checkpointed(AttemptId id, int epoch) {
    return new Frame.Checkpointed(id.trial(), id.attempt(), epoch, checkpoint(epoch));
  }

  /** Training that goes on from a checkpoint. */
  public static Assignment resume(AttemptId id, StoredCheckpoint from) {
    return assignment(id, TERM, new Assignment.Kind.Train(Optional.of(from)));
  }

  /** What a runner says of its batches. */
  public static Frame.FromRunner progress(AttemptId id, long batches) {
    return new Frame.Progress(id.trial(), id.attempt(), batches);
  }

  /** What a runner says at the end of an attempt. */
  public static Frame.FromRunner ended(AttemptId id, Outcome outcome) {
    return new Frame.Ended(id.trial(), id.attempt(), outcome);
  }
}
