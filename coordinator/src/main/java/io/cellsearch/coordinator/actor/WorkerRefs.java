package io.cellsearch.coordinator.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.protocol.CoordinatorMessage;
import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerId;
import io.cellsearch.protocol.WorkerMessage;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Where workers are reached: at the address of their last message. */
final class WorkerRefs {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerRefs.class);

  private final ActorContext<CoordinatorMessage> context;

  /**
   * For so many ticks after its last word a worker keeps its name: one that lives speaks every five
   * seconds.
   */
  static final int TICKS_OF_A_NAME = 6;

  private final Map<WorkerId, Voice> voices = new HashMap<>();

  private static final class Voice {
    private final ActorRef<WorkerMessage> ref;
    private int silentTicks;
    private boolean contested;

    private Voice(ActorRef<WorkerMessage> ref) {
      this.ref = ref;
    }
  }

  /** The cluster has removed the node of a worker, or its actor has ended. */
  record Gone(WorkerId worker, ActorRef<WorkerMessage> ref) implements CoordinatorMessage {}

  WorkerRefs(ActorContext<CoordinatorMessage> context) {
    this.context = context;
  }

  /** Takes in who says hello; false where a worker of that name is heard from elsewhere. */
  boolean greeted(ToCoordinator.Hello hello) {
    if (heard(hello)) {
      return true;
    }
    Voice other = voices.get(hello.worker());
    if (other != null && other.silentTicks < TICKS_OF_A_NAME) {
      if (!other.contested) {
        LOG.warn("{} says hello as {}, which lives elsewhere", hello.replyTo(), hello.worker());
      }
      other.contested = true;
      return false;
    }
    voices.put(hello.worker(), new Voice(hello.replyTo()));
    context.watchWith(hello.replyTo(), new Gone(hello.worker(), hello.replyTo()));
    return true;
  }

  /** Whether the worker speaks itself, from where it said hello. */
  boolean heard(ToCoordinator message) {
    Voice voice = voices.get(message.worker());
    if (voice == null || !voice.ref.equals(message.replyTo())) {
      return false;
    }
    voice.silentTicks = 0;
    return true;
  }

  /** Time passes. */
  void tick() {
    voices.values().forEach(voice -> voice.silentTicks++);
  }

  /** Whether the worker was last heard from there. */
  boolean forget(Gone gone) {
    return forget(gone.worker(), gone.ref());
  }

  /** A worker leaves: its name is free. */
  boolean forget(WorkerId worker, ActorRef<WorkerMessage> ref) {
    Voice voice = voices.get(worker);
    return voice != null && voice.ref.equals(ref) && voices.remove(worker, voice);
  }

  void tell(WorkerId worker, ToWorker message) {
    Voice voice = voices.get(worker);
    if (voice == null) {
      return;
    }
    if (message instanceof ToWorker.Assign assign) {
      log(worker, assign.assignment());
    }
    voice.ref.tell(message);
  }

  private static void log(WorkerId worker, Assignment assignment) {
    try (MDC.MDCCloseable trial = MDC.putCloseable("trial", assignment.trial().toString());
        MDC.MDCCloseable attempt =
            MDC.putCloseable("attempt", Integer.toString(assignment.attempt()))) {
      LOG.info("assigned to {}", worker);
    }
  }
}
