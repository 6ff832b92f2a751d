package io.cellsearch.coordinator.actor;

import akka.actor.typed.javadsl.ActorContext;
import io.cellsearch.coordinator.http.NotReadyException;
import io.cellsearch.coordinator.http.SubmitResult;
import io.cellsearch.coordinator.spec.ResolvedSpec;
import io.cellsearch.coordinator.store.NewExperiment;
import io.cellsearch.coordinator.store.StoreQueries;
import io.cellsearch.coordinator.store.StoreQueries.NextExperiment;
import io.cellsearch.protocol.CoordinatorMessage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Submissions one after the other: the number of the next one under a name is known only when the
 * one before is on the disk.
 */
final class Submissions {
  private final ActorContext<CoordinatorMessage> context;
  private final StoreQueries queries;
  private final Executor blocking;
  private final Deque<Submit> waiting = new ArrayDeque<>();

  /** A sound experiment that wants to be stored. */
  record Submit(ResolvedSpec resolved, String text, CompletableFuture<SubmitResult> answer)
      implements CoordinatorMessage {

    /** Nobody who leads has it. */
    void refuse() {
      answer.completeExceptionally(new NotReadyException());
    }
  }

  /** Its number is known. */
  record Numbered(Submit submit, NextExperiment next) implements CoordinatorMessage {

    /** The experiment as it will be stored. */
    NewExperiment experiment(Instant at) {
      return new NewExperiment(
          next.id(),
          next.number(),
          submit.resolved().spec(),
          submit.text(),
          submit.resolved().text(),
          submit.resolved().data().references(),
          submit.resolved().data().size(),
          at);
    }

    void accepted() {
      submit.answer().complete(new SubmitResult.Accepted(next.id()));
    }
  }

  /** Its number could not be read. */
  record Unnumbered(Submit submit, Throwable cause) implements CoordinatorMessage {}

  Submissions(ActorContext<CoordinatorMessage> context, StoreQueries queries, Executor blocking) {
    this.context = context;
    this.queries = queries;
    this.blocking = blocking;
  }

  void add(Submit submit) {
    waiting.add(submit);
    if (waiting.size() == 1) {
      number(submit);
    }
  }

  /** Whether its number was asked for here, and not by a coordinator that failed meanwhile. */
  boolean awaits(Submit submit) {
    return submit.equals(waiting.peek());
  }

  /** The oldest one is answered. */
  void done() {
    waiting.remove();
    if (!waiting.isEmpty()) {
      number(waiting.getFirst());
    }
  }

  /** Nobody is going to answer those that wait. */
  void drop() {
    waiting.forEach(Submit::refuse);
    waiting.clear();
  }

  private void number(Submit submit) {
    String name = submit.resolved().spec().name();
    context.pipeToSelf(
        CompletableFuture.supplyAsync(() -> queries.nextExperiment(name), blocking),
        (next, failure) ->
            failure == null ? new Numbered(submit, next) : new Unnumbered(submit, failure));
  }
}
