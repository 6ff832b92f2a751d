package io.cellsearch.frames;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;

/**
 * What a worker node and its runner process say to each other over the runner's standard input and
 * output. Data and models do not travel here: both sides share a folder of files named by their
 * SHA-256.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "frame")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Frame.Start.class, name = "start"),
  @JsonSubTypes.Type(value = Frame.StopTrial.class, name = "stop"),
  @JsonSubTypes.Type(value = Frame.GoOn.class, name = "go-on"),
  @JsonSubTypes.Type(value = Frame.PauseTrial.class, name = "pause"),
  @JsonSubTypes.Type(value = Frame.HandBack.class, name = "hand-back"),
  @JsonSubTypes.Type(value = Frame.Abandon.class, name = "abandon"),
  @JsonSubTypes.Type(value = Frame.Shutdown.class, name = "shutdown"),
  @JsonSubTypes.Type(value = Frame.Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = Frame.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = Frame.Reported.class, name = "reported"),
  @JsonSubTypes.Type(value = Frame.Checkpointed.class, name = "checkpointed"),
  @JsonSubTypes.Type(value = Frame.Ended.class, name = "ended")
})
public sealed interface Frame {

  /** From the worker. */
  sealed interface ToRunner extends Frame {}

  /** From the runner. */
  sealed interface FromRunner extends Frame {}

  /** Begin this attempt; every file it names is in the shared folder. */
  record Start(Assignment assignment) implements ToRunner {}

  /** End the attempt at its next batch, keep its results. */
  record StopTrial(TrialId trial, int attempt) implements ToRunner {}

  /**
   * The attempt need not pause before it has trained to this epoch, or before its trial has spent
   * so many seconds where its assignment counts these. It may hear that before it gets to where it
   * would have paused.
   */
  record GoOn(TrialId trial, int attempt, int target) implements ToRunner {}

  /** An attempt that has come to this epoch and waits for an answer shall wait no longer. */
  record PauseTrial(TrialId trial, int attempt, int atEpoch) implements ToRunner {}

  /** Pause at the end of the epoch that runs, wherever the attempt was to pause. */
  record HandBack(TrialId trial, int attempt) implements ToRunner {}

  /** End the attempt at its next batch and forget it: no {@link Ended} follows. */
  record Abandon(TrialId trial, int attempt) implements ToRunner {}

  /** Exit when idle or at the next batch of each attempt. */
  record Shutdown() implements ToRunner {}

  /** The runner is up. */
  record Ready(long pid, String engine) implements FromRunner {}

  /** Batches done so far in this attempt: it stands still only when the trial hangs. */
  record Progress(TrialId trial, int attempt, long batches) implements FromRunner {}

  /** An epoch is over. */
  record Reported(TrialId trial, int attempt, EpochReport report) implements FromRunner {}

  /**
   * A checkpoint lies in the shared folder; the report of that step came before it.
   *
   * @param step of the report that it belongs to
   */
  record Checkpointed(TrialId trial, int attempt, int step, StoredCheckpoint checkpoint)
      implements FromRunner {}

  /** The attempt is over; a model that its outcome names lies in the shared folder. */
  record Ended(TrialId trial, int attempt, Outcome outcome) implements FromRunner {}
}
