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
  private final Map<WorkerId, ActorRef<WorkerMessage>> refs = new HashMap<>();

  /** The cluster has removed the node of a worker, or its actor has ended. */
  record Gone(WorkerId worker, ActorRef<WorkerMessage> ref) implements CoordinatorMessage {}

  WorkerRefs(ActorContext<CoordinatorMessage> context) {
    this.context = context;
  }

  void heard(ToCoordinator message) {
    ActorRef<WorkerMessage> ref = message.replyTo();
    if (!ref.equals(refs.put(message.worker(), ref))) {
      context.watchWith(ref, new Gone(message.worker(), ref));
    }
  }

  /** Whether the worker was last heard from there. */
  boolean forget(Gone gone) {
    return refs.remove(gone.worker(), gone.ref());
  }

  void tell(WorkerId worker, ToWorker message) {
    ActorRef<WorkerMessage> ref = refs.get(worker);
    if (ref == null) {
      return;
    }
    if (message instanceof ToWorker.Assign assign) {
      log(worker, assign.assignment());
    }
    ref.tell(message);
  }

  private static void log(WorkerId worker, Assignment assignment) {
    try (MDC.MDCCloseable trial = MDC.putCloseable("trial", assignment.trial().toString());
        MDC.MDCCloseable attempt =
            MDC.putCloseable("attempt", Integer.toString(assignment.attempt()))) {
      LOG.info("assigned to {}", worker);
    }
  }
}
