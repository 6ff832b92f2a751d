package io.cellsearch.coordinator.app;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.cellsearch.coordinator.actor.ScriptedWorker;
import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.protocol.ClusterRole;
import io.cellsearch.protocol.ClusterSettings;
import io.cellsearch.protocol.ClusterSystem;
import io.cellsearch.protocol.CoordinatorAddress;
import io.cellsearch.protocol.CoordinatorMessage;
import io.cellsearch.protocol.HostPort;
import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerMessage;
import java.time.Duration;
import java.util.List;

/** A worker node without a runner: over the real wire, it trains an epoch at each tick. */
final class FakeWorker extends AbstractBehavior<WorkerMessage> {
  private static final Duration TICK = Duration.ofMillis(100);

  private final ScriptedWorker script;
  private final int maxEnds;
  private final ActorRef<CoordinatorMessage> coordinator;
  private boolean welcome;
  private int ends;

  private record Tick() implements WorkerMessage {}

  private FakeWorker(ActorContext<WorkerMessage> context, ScriptedWorker script, int maxEnds) {
    super(context);
    this.script = script;
    this.maxEnds = maxEnds;
    this.coordinator = CoordinatorAddress.find(context.getSystem());
  }

  /**
   * Joins the cluster of a node.
   *
   * @param script what the worker knows; it can outlive the system
   * @param maxEnds attempts that it brings to their end before it only keeps what it holds
   */
  static ActorSystem<WorkerMessage> start(HostPort seed, ScriptedWorker script, int maxEnds) {
    return start(List.of(seed), script, maxEnds);
  }

  /** The same where any of these may be there. */
  static ActorSystem<WorkerMessage> start(
      List<HostPort> seeds, ScriptedWorker script, int maxEnds) {
    return ClusterSystem.start(
        create(script, maxEnds), ClusterSettings.loopback(0, seeds, ClusterRole.WORKER));
  }

  static void stop(ActorSystem<WorkerMessage> system) {
    ActorTestKit.shutdown(system, Duration.ofSeconds(20));
  }

  private static Behavior<WorkerMessage> create(ScriptedWorker script, int maxEnds) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(new Tick(), TICK);
                  return new FakeWorker(context, script, maxEnds);
                }));
  }

  @Override
  public Receive<WorkerMessage> createReceive() {
    return newReceiveBuilder()
        .onMessage(ToWorker.NotKnown.class, message -> known(false))
        .onMessage(ToWorker.Welcome.class, message -> known(true))
        .onMessage(ToWorker.AckEnded.class, this::onAckEnded)
        .onMessage(ToWorker.class, this::hear)
        .onMessage(Tick.class, tick -> onTick())
        .build();
  }

  private Behavior<WorkerMessage> known(boolean is) {
    welcome = is;
    return this;
  }

  /** An end that was told more than once is acknowledged as often. */
  private Behavior<WorkerMessage> onAckEnded(ToWorker.AckEnded message) {
    ends += script.ids().contains(message.id()) ? 1 : 0;
    return hear(message);
  }

  private Behavior<WorkerMessage> hear(ToWorker message) {
    script.hear(message);
    return this;
  }

  private Behavior<WorkerMessage> onTick() {
    ActorRef<WorkerMessage> self = getContext().getSelf();
    if (!welcome) {
      coordinator.tell(
          new ToCoordinator.Hello(
              script.id(), script.slots(), Device.CPU, 1L << 30, script.ids(), self));
      return this;
    }
    coordinator.tell(new ToCoordinator.RequestWork(script.id(), script.free(), self));
    if (ends < maxEnds) {
      script.held().forEach(attempt -> goOn(attempt, self));
    }
    return this;
  }

  private void goOn(ScriptedWorker.Held attempt, ActorRef<WorkerMessage> self) {
    attempt.goOn();
    coordinator.tell(new ToCoordinator.Reports(script.id(), attempt.unacknowledged(), self));
    attempt
        .end()
        .ifPresent(end -> coordinator.tell(new ToCoordinator.Ended(script.id(), end, self)));
  }
}
