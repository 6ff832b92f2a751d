package io.cellsearch.protocol;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.ClusterSingletonSettings;
import akka.cluster.typed.SingletonActor;

/** Where the one coordinator of a cluster is, wherever it runs. */
public final class CoordinatorAddress {
  private static final String NAME = "coordinator";

  private CoordinatorAddress() {}

  /**
   * Lets this node run the coordinator when it is its turn.
   *
   * @param stop ends the coordinator when another node takes over
   */
  public static ActorRef<CoordinatorMessage> host(
      ActorSystem<?> system, Behavior<CoordinatorMessage> behavior, CoordinatorMessage stop) {
    return ClusterSingleton.get(system)
        .init(
            SingletonActor.of(behavior, NAME).withStopMessage(stop).withSettings(settings(system)));
  }

  /** A reference that reaches the coordinator from a node that never runs it. */
  public static ActorRef<CoordinatorMessage> find(ActorSystem<?> system) {
    return ClusterSingleton.get(system)
        .init(
            SingletonActor.of(Behaviors.<CoordinatorMessage>ignore(), NAME)
                .withSettings(settings(system)));
  }

  private static ClusterSingletonSettings settings(ActorSystem<?> system) {
    return ClusterSingletonSettings.create(system).withRole(ClusterRole.COORDINATOR.text());
  }
}
