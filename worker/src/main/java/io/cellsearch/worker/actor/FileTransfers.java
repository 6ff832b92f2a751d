package io.cellsearch.worker.actor;

import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.WorkerMessage;
import io.cellsearch.worker.attempt.AttemptCheckpoints;
import io.cellsearch.worker.blob.BlobException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of attempts on their way. Each transfer ends with a message to the worker's actor; one
 * that failed for now comes back as {@link Again} after a while.
 */
final class FileTransfers {
  private static final Logger LOG = LoggerFactory.getLogger(FileTransfers.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** Which way. */
  enum Direction {
    /** What an attempt needs, before its start. */
    FETCH,
    /** What it may be gone on from, while it trains. */
    CHECKPOINT,
    /** Its model, or the checkpoint of its pause, after its end. */
    STORE
  }

  /** What is on its way. */
  record Transfer(AttemptId id, Direction direction) {}

  /** All files have arrived. */
  record Done(Transfer transfer) implements WorkerMessage {}

  /** They never will. */
  record Refused(Transfer transfer, String cause) implements WorkerMessage {}

  /** It is time for another try. */
  record Again(Transfer transfer) implements WorkerMessage {}

  /** It failed for now. */
  record Interrupted(Transfer transfer, Throwable cause) implements WorkerMessage {}

  private final ActorContext<WorkerMessage> context;
  private final TimerScheduler<WorkerMessage> timers;
  private final WorkerParts parts;
  private final CoordinatorLink link;

  FileTransfers(
      ActorContext<WorkerMessage> context,
      TimerScheduler<WorkerMessage> timers,
      WorkerParts parts,
      CoordinatorLink link) {
    this.context = context;
    this.timers = timers;
    this.parts = parts;
    this.link = link;
  }

  /**
   * Begins what an attempt waits for. Nothing before the worker is welcome: until then nobody knows
   * where files come from, and whether there is a place to bring them to.
   */
  void begin(AttemptId id) {
    if (link.isWelcome()) {
      parts.attempts().assignmentToPrepare(id).ifPresent(assignment -> fetch(id, assignment));
      parts.attempts().resultToStore(id).ifPresent(file -> store(id, Direction.STORE, file));
      parts.attempts().checkpoints(id).ifPresent(checkpoints -> store(id, checkpoints));
    }
  }

  private void store(AttemptId id, AttemptCheckpoints checkpoints) {
    Optional<String> next = checkpoints.toStore();
    forget(checkpoints.takeSuperseded());
    next.ifPresent(file -> store(id, Direction.CHECKPOINT, file));
  }

  /** Removes files that nobody needs any more. */
  void forget(List<String> files) {
    files.forEach(parts.blobs()::forget);
  }

  /** An attempt is over, or nobody needs it: where there is a server, its files need not stay. */
  void forgetLeftOver(AttemptId id) {
    if (link.server().isPresent()) {
      forget(parts.attempts().leftOver(id));
    }
  }

  /** A checkpoint has arrived: where there is a server, it need not stay here. */
  void checkpointArrived(AttemptId id) {
    Optional<String> file = parts.attempts().checkpoints(id).flatMap(AttemptCheckpoints::stored);
    if (link.server().isPresent()) {
      file.ifPresent(parts.blobs()::forget);
    }
    begin(id);
  }

  /** An attempt is over, or nobody needs it: what of its checkpoints is still here goes. */
  void giveUpCheckpoints(AttemptId id, Optional<StoredCheckpoint> pause) {
    parts
        .attempts()
        .checkpoints(id)
        .map(checkpoints -> checkpoints.close(pause))
        .ifPresent(this::forget);
  }

  /** A checkpoint will never arrive: an attempt trains as well without it. */
  void checkpointRefused(AttemptId id) {
    parts.attempts().checkpoints(id).ifPresent(AttemptCheckpoints::refused);
    begin(id);
  }

  private void fetch(AttemptId id, Assignment assignment) {
    CompletableFuture<?>[] all =
        assignment.artifacts().stream()
            .map(file -> parts.blobs().fetch(link.server(), file).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    answer(new Transfer(id, Direction.FETCH), CompletableFuture.allOf(all));
  }

  private void store(AttemptId id, Direction direction, String file) {
    answer(new Transfer(id, direction), parts.blobs().store(link.server(), file));
  }

  private void answer(Transfer transfer, CompletionStage<Void> stage) {
    context.pipeToSelf(
        stage, (done, failure) -> failure == null ? new Done(transfer) : failed(transfer, failure));
  }

  private static WorkerMessage failed(Transfer transfer, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof BlobException blob && blob.permanent()
        ? new Refused(transfer, String.valueOf(blob.getMessage()))
        : new Interrupted(transfer, cause);
  }

  /** Waits before the next try. */
  void retryLater(Interrupted interrupted) {
    Again again = new Again(interrupted.transfer());
    timers.startSingleTimer(again, again, PAUSE);
    LOG.warn(
        "{} of the files of {} failed: {}; again in {}",
        interrupted.transfer().direction(),
        interrupted.transfer().id(),
        interrupted.cause().toString(),
        PAUSE);
  }
}
