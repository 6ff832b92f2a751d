package io.cellsearch.coordinator.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import io.cellsearch.coordinator.scheduler.Clocks;
import io.cellsearch.coordinator.scheduler.Scheduler;
import io.cellsearch.protocol.CoordinatorMessage;
import io.cellsearch.protocol.ToWorker;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coordinator of the cluster, from its start on: begins a term, reads what the one before left,
 * then leads. Whatever goes wrong ends in the same way: its supervisor starts it again after a
 * pause, and it begins from what is on the disk.
 */
public final class CoordinatorActor {
  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorActor.class);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final double PAUSE_SPREAD = 0.2;

  private CoordinatorActor() {}

  /** Another node takes over, or the node ends. */
  public record Stop() implements CoordinatorMessage {}

  private record Loaded(Scheduler scheduler, long term) implements CoordinatorMessage {}

  private record NotLoaded(Throwable cause) implements CoordinatorMessage {}

  /** The behaviour of the coordinator. */
  public static Behavior<CoordinatorMessage> create(CoordinatorParts parts) {
    return Behaviors.supervise(starting(parts))
        .onFailure(
            SupervisorStrategy.restartWithBackoff(SHORTEST_PAUSE, LONGEST_PAUSE, PAUSE_SPREAD));
  }

  private static Behavior<CoordinatorMessage> starting(CoordinatorParts parts) {
    return Behaviors.setup(
        context -> {
          context.pipeToSelf(
              load(context, parts),
              (loaded, failure) -> failure == null ? loaded : new NotLoaded(failure));
          return refusing()
              .onMessage(Loaded.class, loaded -> lead(context, parts, loaded))
              .onMessage(NotLoaded.class, failed -> fail(failed.cause()))
              .onMessage(Stop.class, stop -> Behaviors.stopped())
              // Workers repeat what is not answered.
              .onAnyMessage(other -> Behaviors.same())
              .build();
        });
  }

  /** The begin of a behaviour that takes no commands: before this node leads, and at its end. */
  static BehaviorBuilder<CoordinatorMessage> refusing() {
    return Behaviors.receive(CoordinatorMessage.class)
        .onMessage(
            Submissions.Submit.class,
            submit -> {
              submit.refuse();
              return Behaviors.same();
            })
        .onMessage(
            OrderQueue.Give.class,
            give -> {
              give.refuse();
              return Behaviors.same();
            });
  }

  private static CompletionStage<CoordinatorMessage> load(
      ActorContext<CoordinatorMessage> context, CoordinatorParts parts) {
    Executor blocking = blocking(context);
    return parts
        .store()
        .beginTerm(parts.clock().instant())
        .thenApplyAsync(term -> loaded(parts, term), blocking);
  }

  private static Loaded loaded(CoordinatorParts parts, long term) {
    int limitTicks = Math.toIntExact(parts.lease().dividedBy(Leader.TICK));
    Scheduler scheduler =
        new Scheduler(
            new ToWorker.Welcome(term, parts.httpUrl(), parts.credential()),
            limitTicks,
            Clocks.of(parts.clock()),
            parts.need());
    StoredWork.restore(parts.store().queries(), scheduler);
    return new Loaded(scheduler, term);
  }

  static Executor blocking(ActorContext<?> context) {
    return context.getSystem().dispatchers().lookup(DispatcherSelector.blocking());
  }

  private static Behavior<CoordinatorMessage> lead(
      ActorContext<CoordinatorMessage> context, CoordinatorParts parts, Loaded loaded) {
    LOG.info(
        "leading in term {}, {} attempts are under way",
        loaded.term(),
        loaded.scheduler().heldAttempts());
    ActorRef<CoordinatorMessage> self = context.getSelf();
    Behavior<CoordinatorMessage> leader = Leader.create(parts, loaded.scheduler(), loaded.term());
    parts.lead().begins(self);
    return leader;
  }

  private static Behavior<CoordinatorMessage> fail(Throwable cause) {
    throw new IllegalStateException("cannot read what is stored", cause);
  }
}
