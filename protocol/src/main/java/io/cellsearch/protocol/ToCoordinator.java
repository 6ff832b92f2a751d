package io.cellsearch.protocol;

import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import java.util.List;

/**
 * What a worker says to the coordinator. Each message can come twice, late, or not at all; each
 * says where the answer goes, so that a coordinator that does not know the worker can say so.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "message")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ToCoordinator.Hello.class, name = "hello"),
  @JsonSubTypes.Type(value = ToCoordinator.RequestWork.class, name = "request-work"),
  @JsonSubTypes.Type(value = ToCoordinator.Reports.class, name = "reports"),
  @JsonSubTypes.Type(value = ToCoordinator.Renew.class, name = "renew"),
  @JsonSubTypes.Type(value = ToCoordinator.Checkpointed.class, name = "checkpointed"),
  @JsonSubTypes.Type(value = ToCoordinator.Ended.class, name = "ended"),
  @JsonSubTypes.Type(value = ToCoordinator.Leaving.class, name = "leaving")
})
public sealed interface ToCoordinator extends CoordinatorMessage, WireMessage {

  /** The name of the worker that says it. */
  WorkerId worker();

  /** Where the answer goes. */
  ActorRef<WorkerMessage> replyTo();

  /**
   * A worker is there.
   *
   * @param memoryPerSlot bytes that each of its slots has for a trial
   * @param running attempts that it holds: prepared, training, or ended and not yet acknowledged
   */
  record Hello(
      WorkerId worker,
      int slots,
      Device device,
      long memoryPerSlot,
      List<AttemptId> running,
      ActorRef<WorkerMessage> replyTo)
      implements ToCoordinator {
    public Hello {
      if (slots < 1) {
        throw new IllegalArgumentException("a worker has at least one slot, but got " + slots);
      }
      if (memoryPerSlot < 1) {
        throw new IllegalArgumentException("a slot has memory, but got " + memoryPerSlot);
      }
      running = List.copyOf(running);
    }
  }

  /**
   * The worker could take this many attempts: at most one for each slot waits there until the slot
   * is free.
   */
  record RequestWork(WorkerId worker, int free, ActorRef<WorkerMessage> replyTo)
      implements ToCoordinator {}

  /** Reports of the worker's attempts, those of one attempt in their order. */
  record Reports(WorkerId worker, List<AttemptReport> reports, ActorRef<WorkerMessage> replyTo)
      implements ToCoordinator {
    public Reports {
      reports = List.copyOf(reports);
    }
  }

  /** All attempts that the worker holds are alive. */
  record Renew(WorkerId worker, List<AttemptProgress> progress, ActorRef<WorkerMessage> replyTo)
      implements ToCoordinator {
    public Renew {
      progress = List.copyOf(progress);
    }
  }

  /**
   * A checkpoint of an attempt is stored, and so are the attempt's reports up to its epoch. A later
   * one of the same attempt takes its place, whether it was acknowledged or not.
   */
  record Checkpointed(
      WorkerId worker, AttemptId id, StoredCheckpoint checkpoint, ActorRef<WorkerMessage> replyTo)
      implements ToCoordinator {}

  /** An attempt is over; a model that its outcome names is stored. */
  record Ended(WorkerId worker, AttemptEnded end, ActorRef<WorkerMessage> replyTo)
      implements ToCoordinator {}

  /** The worker ends: its attempts can go to others at once. */
  record Leaving(WorkerId worker, ActorRef<WorkerMessage> replyTo) implements ToCoordinator {}

  /**
   * The end of an attempt.
   *
   * @param term in which the attempt was assigned
   * @param reports that the attempt made: the end counts only when all of them have arrived
   * @param companions other attempts that were in the same runner: of several that a crash ended,
   *     nobody knows which one caused it
   */
  record AttemptEnded(AttemptId id, long term, int reports, int companions, Outcome outcome) {}
}
