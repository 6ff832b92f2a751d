package io.cellsearch.worker.app;

import akka.Done;
import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.PostStop;
import akka.actor.typed.Signal;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.cellsearch.protocol.WorkerMessage;
import java.util.concurrent.CompletableFuture;

/** Tells when an actor has ended, which is long before all of its system has. */
final class EndWatch extends BehaviorInterceptor<WorkerMessage, WorkerMessage> {
  private final CompletableFuture<Done> ended;

  private EndWatch(CompletableFuture<Done> ended) {
    super(WorkerMessage.class);
    this.ended = ended;
  }

  /** The same behaviour, whose end completes the future. */
  static Behavior<WorkerMessage> of(
      Behavior<WorkerMessage> behavior, CompletableFuture<Done> ended) {
    return Behaviors.intercept(() -> new EndWatch(ended), behavior);
  }

  @Override
  public Behavior<WorkerMessage> aroundReceive(
      TypedActorContext<WorkerMessage> context,
      WorkerMessage message,
      ReceiveTarget<WorkerMessage> target) {
    return target.apply(context, message);
  }

  @Override
  public Behavior<WorkerMessage> aroundSignal(
      TypedActorContext<WorkerMessage> context, Signal signal, SignalTarget<WorkerMessage> target) {
    Behavior<WorkerMessage> next = target.apply(context, signal);
    if (signal instanceof PostStop) {
      ended.complete(Done.getInstance());
    }
    return next;
  }
}
