package io.cellsearch.coordinator.actor;

import akka.actor.typed.ActorRef;
import io.cellsearch.coordinator.http.NotReadyException;
import io.cellsearch.coordinator.http.SubmitResult;
import io.cellsearch.coordinator.order.Order;
import io.cellsearch.coordinator.order.OrderResult;
import io.cellsearch.coordinator.spec.ResolvedSpec;
import io.cellsearch.protocol.CoordinatorMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The way from the HTTP API to this node's actor, while that one leads. */
public final class LeadingCoordinator {
  private volatile @Nullable ActorRef<CoordinatorMessage> actor;
  private volatile Runnable begun = () -> {};

  /** Whether commands can be taken. */
  public boolean ready() {
    return actor != null;
  }

  /**
   * Submits a sound experiment.
   *
   * @param text the file as it was sent
   * @return completes with {@link NotReadyException} where this node does not lead
   */
  public CompletionStage<SubmitResult> submit(ResolvedSpec resolved, String text) {
    ActorRef<CoordinatorMessage> leading = actor;
    if (leading == null) {
      return CompletableFuture.failedFuture(new NotReadyException());
    }
    CompletableFuture<SubmitResult> answer = new CompletableFuture<>();
    leading.tell(new Submissions.Submit(resolved, text, answer));
    return answer;
  }

  /**
   * Gives an order.
   *
   * @return completes after the order's commit, with {@link NotReadyException} where this node does
   *     not lead
   */
  public CompletionStage<OrderResult> order(Order order) {
    ActorRef<CoordinatorMessage> leading = actor;
    if (leading == null) {
      return CompletableFuture.failedFuture(new NotReadyException());
    }
    CompletableFuture<OrderResult> answer = new CompletableFuture<>();
    leading.tell(new OrderQueue.Give(order, answer));
    return answer;
  }

  /** Has something done each time when this node begins to lead; it must not block. */
  public void onBegin(Runnable task) {
    begun = task;
  }

  void begins(ActorRef<CoordinatorMessage> leading) {
    actor = leading;
    begun.run();
  }

  void ends() {
    actor = null;
  }
}
