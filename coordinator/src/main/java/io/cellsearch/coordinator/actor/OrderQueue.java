package io.cellsearch.coordinator.actor;

import akka.actor.typed.javadsl.ActorContext;
import io.cellsearch.coordinator.http.NotReadyException;
import io.cellsearch.coordinator.order.Order;
import io.cellsearch.coordinator.order.OrderResult;
import io.cellsearch.coordinator.scheduler.StoredExperiment;
import io.cellsearch.coordinator.store.StoreQueries;
import io.cellsearch.protocol.CoordinatorMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Orders one after the other, each answered after its commit: what an order finds in the store of
 * an experiment that has ended is what the order before it has left.
 */
final class OrderQueue {
  private final ActorContext<CoordinatorMessage> context;
  private final StoreQueries queries;
  private final Executor blocking;
  private final Deque<Give> waiting = new ArrayDeque<>();

  /** Somebody orders something. */
  record Give(Order order, CompletableFuture<OrderResult> answer) implements CoordinatorMessage {

    /** Nobody who leads has it. */
    void refuse() {
      answer.completeExceptionally(new NotReadyException());
    }
  }

  /** Its turn has come. */
  record Next(Give give) implements CoordinatorMessage {}

  /** The experiment is not under way; this is what is stored of it. */
  record Found(Give give, Optional<StoredExperiment> stored) implements CoordinatorMessage {}

  /** What is stored of the experiment could not be read. */
  record NotFound(Give give, Throwable cause) implements CoordinatorMessage {}

  OrderQueue(ActorContext<CoordinatorMessage> context, StoreQueries queries, Executor blocking) {
    this.context = context;
    this.queries = queries;
    this.blocking = blocking;
  }

  void add(Give give) {
    waiting.add(give);
    if (waiting.size() == 1) {
      context.getSelf().tell(new Next(give));
    }
  }

  /** Whether it is this one's turn here, and not with a coordinator that failed meanwhile. */
  boolean awaits(Give give) {
    return give.equals(waiting.peek());
  }

  /** Looks for an experiment that has ended; its end must be on the disk. */
  void lookUp(Give give) {
    context.pipeToSelf(
        CompletableFuture.supplyAsync(
            () -> StoredWork.ended(queries, give.order().experiment()), blocking),
        (stored, failure) ->
            failure == null ? new Found(give, stored) : new NotFound(give, failure));
  }

  /** The oldest one is carried out, and that is on the disk. */
  void done(OrderResult result) {
    waiting.remove().answer().complete(result);
    if (!waiting.isEmpty()) {
      context.getSelf().tell(new Next(waiting.getFirst()));
    }
  }

  /** Nobody is going to answer those that wait. */
  void drop() {
    waiting.forEach(Give::refuse);
    waiting.clear();
  }
}
