package io.cellsearch.coordinator.app;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import io.cellsearch.protocol.ClusterRole;
import io.cellsearch.protocol.ClusterSettings;
import io.cellsearch.protocol.ClusterSystem;
import io.cellsearch.protocol.HostPort;
import io.cellsearch.protocol.RemotingTls;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The third vote of a cluster with two coordinators: when one of them is gone, the other one and
 * the witness are the majority. It has no database and never leads.
 */
public final class WitnessNode implements AutoCloseable {
  private final ActorSystem<Void> system;

  private WitnessNode(ActorSystem<Void> system) {
    this.system = system;
  }

  /**
   * Starts a witness, which joins the coordinators.
   *
   * @param join all voters of the cluster
   */
  public static WitnessNode start(
      HostPort address, List<HostPort> join, Optional<RemotingTls> tls) {
    ClusterSettings cluster = new ClusterSettings(Set.of(ClusterRole.VOTER), address, join, tls);
    return new WitnessNode(ClusterSystem.start(Behaviors.empty(), cluster));
  }

  /** Where it listens. */
  public HostPort cluster() {
    return ClusterSystem.address(system);
  }

  /** Waits until its actor system has ended. */
  public void awaitEnd() {
    system.getWhenTerminated().toCompletableFuture().join();
  }

  @Override
  public void close() {
    system.terminate();
    awaitEnd();
  }
}
