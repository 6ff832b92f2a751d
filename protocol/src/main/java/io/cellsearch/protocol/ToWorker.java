package io.cellsearch.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.StoredCheckpoint;
import java.util.List;
import java.util.Optional;

/**
 * What the coordinator says to a worker. What tells of a change of the stored truth is sent only
 * after its commit.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "message")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ToWorker.Welcome.class, name = "welcome"),
  @JsonSubTypes.Type(value = ToWorker.NotKnown.class, name = "not-known"),
  @JsonSubTypes.Type(value = ToWorker.Assign.class, name = "assign"),
  @JsonSubTypes.Type(value = ToWorker.Ack.class, name = "ack"),
  @JsonSubTypes.Type(value = ToWorker.AckCheckpoint.class, name = "ack-checkpoint"),
  @JsonSubTypes.Type(value = ToWorker.AckEnded.class, name = "ack-ended"),
  @JsonSubTypes.Type(value = ToWorker.StopTrial.class, name = "stop"),
  @JsonSubTypes.Type(value = ToWorker.GoOn.class, name = "go-on"),
  @JsonSubTypes.Type(value = ToWorker.PauseTrial.class, name = "pause"),
  @JsonSubTypes.Type(value = ToWorker.Recall.class, name = "recall"),
  @JsonSubTypes.Type(value = ToWorker.HandBack.class, name = "hand-back"),
  @JsonSubTypes.Type(value = ToWorker.Abandon.class, name = "abandon")
})
public sealed interface ToWorker extends WorkerMessage, WireMessage {

  /**
   * The worker is known and may ask for work.
   *
   * @param term of this coordinator: assignments of older ones are no longer taken
   * @param httpUrl where data sets and models are, as this coordinator is reached from everywhere
   * @param credential that calls of the HTTP API carry
   */
  record Welcome(long term, Optional<String> httpUrl, Optional<String> credential)
      implements ToWorker {

    /** Without the credential: messages get into logs. */
    @Override
    public String toString() {
      return "Welcome[" + term + ", " + httpUrl.orElse("no server") + "]";
    }
  }

  /** The coordinator does not know the worker, which should say {@link ToCoordinator.Hello}. */
  record NotKnown() implements ToWorker {}

  /** Begin this attempt. */
  record Assign(Assignment assignment) implements ToWorker {}

  /** These reports are stored, or nobody needs them any more. */
  record Ack(List<ReportId> reports) implements ToWorker {
    public Ack {
      reports = List.copyOf(reports);
    }
  }

  /** The attempt would go on from this checkpoint, or from a later one. */
  record AckCheckpoint(AttemptId id, StoredCheckpoint checkpoint) implements ToWorker {}

  /** The end of this attempt is stored, or nobody needs it any more. */
  record AckEnded(AttemptId id) implements ToWorker {}

  /** End the attempt at its next batch and keep its results. */
  record StopTrial(AttemptId id) implements ToWorker {}

  /**
   * The attempt need not pause before it has trained to this epoch, or before its trial has spent
   * so many seconds where its assignment counts these. When the message is lost, the attempt
   * pauses, and another one goes on from there.
   */
  record GoOn(AttemptId id, int target) implements ToWorker {}

  /**
   * The attempt rests at this epoch, where it was to pause. When the message is lost, the attempt
   * waits for it in vain, and then pauses as well.
   */
  record PauseTrial(AttemptId id, int atEpoch) implements ToWorker {}

  /**
   * Give the attempt back if it has not begun: another worker has an empty slot for it. It ends as
   * one that paused before its first epoch. When the message is lost, the attempt stays.
   */
  record Recall(AttemptId id) implements ToWorker {}

  /**
   * Pause the attempt at the end of the epoch that runs, wherever it was to pause, and give it back
   * with its checkpoint; one that has not begun comes back at once. When the message is lost, it
   * comes again after the next report.
   */
  record HandBack(AttemptId id) implements ToWorker {}

  /** End the attempt at its next batch and forget it. */
  record Abandon(AttemptId id) implements ToWorker {}
}
