package io.cellsearch.coordinator.actor;

import akka.actor.typed.javadsl.ActorContext;
import io.cellsearch.coordinator.http.NotReadyException;
import io.cellsearch.coordinator.order.Order;
import io.cellsearch.coordinator.order.OrderResult;
import io.cellsearch.coordinator.scheduler.Ordered;
import io.cellsearch.coordinator.scheduler.Scheduler;
import io.cellsearch.coordinator.scheduler.StoredExperiment;
import io.cellsearch.coordinator.store.StoreQueries;
import io.cellsearch.protocol.CoordinatorMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders one after the other, each answered after its commit: what an order finds in the store of
 * an experiment that has ended is what the order before it has left.
 */
final class OrderQueue {
  private static final Logger LOG = LoggerFactory.getLogger(OrderQueue.class);

  private final ActorContext<CoordinatorMessage> context;
  private final StoreQueries queries;
  private final Scheduler scheduler;
  private final Commits commits;
  private final Effects effects;
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

  OrderQueue(
      ActorContext<CoordinatorMessage> context,
      StoreQueries queries,
      Scheduler scheduler,
      Commits commits,
      Effects effects) {
    this.context = context;
    this.queries = queries;
    this.scheduler = scheduler;
    this.commits = commits;
    this.effects = effects;
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

  /** Carries the oldest one out; what is not under way is looked up once its end is stored. */
  void next(Give give) {
    if (!awaits(give)) {
      return;
    }
    scheduler
        .order(give.order())
        .ifPresentOrElse(this::carryOut, () -> commits.afterAll(() -> lookUp(give)));
  }

  private void lookUp(Give give) {
    context.pipeToSelf(
        CompletableFuture.supplyAsync(
            () -> StoredWork.ended(queries, give.order().experiment()),
            CoordinatorActor.blocking(context)),
        (stored, failure) ->
            failure == null ? new Found(give, stored) : new NotFound(give, failure));
  }

  /** The experiment has ended, or there is none. */
  void found(Found found) {
    if (!awaits(found.give())) {
      return;
    }
    Order order = found.give().order();
    found
        .stored()
        .ifPresentOrElse(
            stored -> carryOut(scheduler.order(order, stored)),
            () ->
                done(new OrderResult.Unknown("no experiment " + order.experiment() + " is known")));
  }

  private void carryOut(Ordered ordered) {
    List<Runnable> told = effects.of(ordered.decision());
    told.add(
        () -> {
          LOG.info("{}", ordered.result().message());
          done(ordered.result());
        });
    commits.commit(ordered.decision(), told);
  }

  private void done(OrderResult result) {
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
