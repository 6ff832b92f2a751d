package io.cellsearch.worker.actor;

import akka.actor.typed.ActorRef;
import io.cellsearch.protocol.AttemptReport;
import io.cellsearch.protocol.CoordinatorMessage;
import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerMessage;
import io.cellsearch.worker.attempt.AttemptCheckpoint;
import io.cellsearch.worker.blob.BlobServer;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the worker knows of its coordinator, and what it tells it. */
final class CoordinatorLink {
  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorLink.class);

  /** The most reports in one message: frames of more than 256 KiB get lost. */
  private static final int MAX_REPORTS = 200;

  private final WorkerParts parts;
  private final ActorRef<CoordinatorMessage> coordinator;
  private final ActorRef<WorkerMessage> self;
  private Optional<ToWorker.Welcome> welcome = Optional.empty();
  private boolean closing;
  private boolean left;

  CoordinatorLink(
      WorkerParts parts, ActorRef<CoordinatorMessage> coordinator, ActorRef<WorkerMessage> self) {
    this.parts = parts;
    this.coordinator = coordinator;
    this.self = self;
  }

  /** Takes a welcome; false for one of an older term that comes late. */
  boolean welcomed(ToWorker.Welcome message) {
    if (message.term() < term()) {
      return false;
    }
    if (message.term() > term()) {
      LOG.info("the coordinator of term {} knows this worker", message.term());
    }
    welcome = Optional.of(message);
    return true;
  }

  boolean isWelcome() {
    return welcome.isPresent();
  }

  /** Whether nothing new is to begin. */
  boolean isClosing() {
    return closing;
  }

  /** Whether it has said goodbye. */
  boolean hasLeft() {
    return left;
  }

  /** From now on nothing new begins; what is held is spoken of as ever. */
  void close() {
    closing = true;
    if (isWelcome()) {
      coordinator.tell(new ToCoordinator.RequestWork(parts.id(), 0, self));
    }
  }

  /** The term of the coordinator; 0 before the first welcome. */
  long term() {
    return welcome.map(ToWorker.Welcome::term).orElse(0L);
  }

  /** Where files are, if anywhere but here; known only when welcome. */
  Optional<BlobServer> server() {
    return parts
        .httpUrl()
        .or(() -> welcome.flatMap(ToWorker.Welcome::httpUrl))
        .map(url -> new BlobServer(url, welcome.flatMap(ToWorker.Welcome::credential)));
  }

  void hello() {
    if (!left) {
      coordinator.tell(
          new ToCoordinator.Hello(
              parts.id(),
              parts.slots(),
              parts.device(),
              parts.memoryPerSlot(),
              parts.attempts().ids(),
              self));
    }
  }

  void requestWork() {
    int free = parts.attempts().free();
    if (free > 0 && isWelcome() && !closing) {
      coordinator.tell(new ToCoordinator.RequestWork(parts.id(), free, self));
    }
  }

  void renew() {
    if (isWelcome() && !left) {
      coordinator.tell(new ToCoordinator.Renew(parts.id(), parts.attempts().progress(), self));
    }
  }

  /** Sends the reports, checkpoints and ends that were not sent, or not acknowledged in time. */
  void passOn() {
    if (left) {
      return;
    }
    List<AttemptReport> reports = parts.attempts().unsentReports();
    for (int from = 0; from < reports.size(); from += MAX_REPORTS) {
      int to = Math.min(reports.size(), from + MAX_REPORTS);
      coordinator.tell(new ToCoordinator.Reports(parts.id(), reports.subList(from, to), self));
    }
    parts.attempts().unsentCheckpoints().forEach(this::tell);
    parts
        .attempts()
        .unsentEnds()
        .forEach(end -> coordinator.tell(new ToCoordinator.Ended(parts.id(), end, self)));
  }

  private void tell(AttemptCheckpoint told) {
    coordinator.tell(
        new ToCoordinator.Checkpointed(parts.id(), told.id(), told.checkpoint(), self));
  }

  /** Says goodbye; nothing is said after that. */
  void leave() {
    closing = true;
    left = true;
    coordinator.tell(new ToCoordinator.Leaving(parts.id(), self));
  }
}
