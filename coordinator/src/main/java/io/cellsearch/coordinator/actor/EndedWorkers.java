package io.cellsearch.coordinator.actor;

import akka.actor.Address;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.ClusterEvent.UnreachableMember;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import akka.cluster.typed.Subscribe;
import io.cellsearch.protocol.ClusterRole;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes workers whose process has ended. That a node is not heard can mean anything: a stalled
 * network, a long collection, a laptop that naps; the cluster waits for some seconds before it
 * decides. Where the machine refuses a connection to the node's port, nobody listens there any
 * more: for that a frozen process is no explanation, and nothing is left to wait for.
 */
public final class EndedWorkers extends AbstractBehavior<EndedWorkers.Message> {
  private static final Logger LOG = LoggerFactory.getLogger(EndedWorkers.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** What the system says of {@code ECONNREFUSED}. */
  private static final String REFUSED = "Connection refused";

  private final Cluster cluster;

  /** What it hears. */
  sealed interface Message {}

  private record Unreachable(Member member) implements Message {}

  private record Looked(Address address, boolean ended) implements Message {}

  private EndedWorkers(ActorContext<Message> context) {
    super(context);
    this.cluster = Cluster.get(context.getSystem());
    cluster
        .subscriptions()
        .tell(
            Subscribe.create(
                context.messageAdapter(
                    UnreachableMember.class, event -> new Unreachable(event.member())),
                UnreachableMember.class));
  }

  /** The behaviour on a node that could lead. */
  public static Behavior<Message> create() {
    return Behaviors.setup(EndedWorkers::new);
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Unreachable.class, this::onUnreachable)
        .onMessage(Looked.class, this::onLooked)
        .build();
  }

  private Behavior<Message> onUnreachable(Unreachable unreachable) {
    Address address = unreachable.member().address();
    if (unreachable.member().hasRole(ClusterRole.WORKER.text())) {
      InetSocketAddress port =
          new InetSocketAddress(address.getHost().orElseThrow(), address.getPort().orElseThrow());
      getContext()
          .pipeToSelf(
              CompletableFuture.supplyAsync(
                  () -> isRefused(port), CoordinatorActor.blocking(getContext())),
              (ended, failure) -> new Looked(address, failure == null && ended));
    }
    return this;
  }

  private Behavior<Message> onLooked(Looked looked) {
    if (looked.ended()) {
      LOG.info("the process of the worker at {} has ended", looked.address());
      cluster.manager().tell(new Down(looked.address()));
    }
    return this;
  }

  /**
   * Whether a machine answers that nobody listens on a port. The exception alone does not say so: a
   * network that is gone throws the same. Where the system speaks another language this is false,
   * and the cluster decides in its own time.
   */
  static boolean isRefused(InetSocketAddress port) {
    try (Socket socket = new Socket()) {
      socket.connect(port, Math.toIntExact(PATIENCE.toMillis()));
      return false;
    } catch (ConnectException e) {
      return REFUSED.equals(e.getMessage());
    } catch (IOException e) {
      return false;
    }
  }
}
