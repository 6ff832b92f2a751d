package io.cellsearch.worker.app;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import akka.remote.RemoteTransportException;
import io.cellsearch.protocol.ClusterRole;
import io.cellsearch.protocol.ClusterSettings;
import io.cellsearch.protocol.ClusterSystem;
import io.cellsearch.protocol.CoordinatorAddress;
import io.cellsearch.protocol.WorkerMessage;
import io.cellsearch.worker.actor.WorkerActor;
import io.cellsearch.worker.actor.WorkerParts;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One actor system of a worker node, from its join to its end. */
final class WorkerSystem {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerSystem.class);

  private static final Duration LOOK = Duration.ofSeconds(1);

  /**
   * A node that napped has missed heartbeats, too, and hears the next ones within a second: so many
   * looks are two seconds more.
   */
  private static final int LOOKS_WITHOUT_VOTER = 3;

  /** For the actor to hear that the grace is over. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  /**
   * For remoting to end. After a partition it was seen to wait forever, even when the partition had
   * healed.
   */
  private static final Duration END_PATIENCE = Duration.ofSeconds(5);

  private final ActorSystem<WorkerMessage> system;
  private final CompletableFuture<Done> actorEnded;
  private final AtomicInteger looksWithoutVoter = new AtomicInteger();

  private WorkerSystem(ActorSystem<WorkerMessage> system, CompletableFuture<Done> actorEnded) {
    this.system = system;
    this.actorEnded = actorEnded;
  }

  /**
   * Starts a system, which joins the cluster as soon as it can.
   *
   * @param closing whether the node ends with this system, and its coordinator should hear of that
   * @throws IOException if it cannot listen on its address
   */
  static WorkerSystem start(WorkerSettings settings, WorkerParts parts, BooleanSupplier closing)
      throws IOException {
    ClusterSettings cluster =
        new ClusterSettings(
            Set.of(ClusterRole.WORKER), settings.address(), settings.join(), settings.tls());
    CompletableFuture<Done> actorEnded = new CompletableFuture<>();
    Behavior<WorkerMessage> actor =
        Behaviors.setup(
            context -> WorkerActor.create(parts, CoordinatorAddress.find(context.getSystem())));
    try {
      WorkerSystem started =
          new WorkerSystem(
              ClusterSystem.start(EndWatch.of(actor, actorEnded), cluster), actorEnded);
      started.sayGoodbyeWhen(closing);
      started.endWhenNobodyVotes();
      return started;
    } catch (RemoteTransportException e) {
      throw new IOException("a worker cannot listen on " + settings.address(), e);
    } catch (Exception e) {
      if (e instanceof TimeoutException) {
        // Akka throws this checked one without declaring it: a machine that has no time for us.
        throw new IOException("a worker could not listen on " + settings.address() + " in time", e);
      }
      throw e;
    }
  }

  /**
   * A cluster whose last voter has left in order lives on without one, and no coordinator will ever
   * come to it: a new one begins a cluster of its own. The node joins that one with a new system.
   */
  private void endWhenNobodyVotes() {
    system
        .scheduler()
        .scheduleWithFixedDelay(LOOK, LOOK, this::endIfNobodyVotes, system.executionContext());
  }

  private void endIfNobodyVotes() {
    boolean joined = Cluster.get(system).selfMember().status() == MemberStatus.up();
    if (joined && !ClusterSystem.hasMember(system, ClusterRole.VOTER)) {
      LOG.info("nobody is left in this cluster who could lead");
      end();
    } else if (joined && ClusterSystem.count(system, ClusterRole.VOTER) == 0) {
      endIfThatLasts();
    } else {
      looksWithoutVoter.set(0);
    }
  }

  /**
   * Without a voter in reach the node cannot stay: the cluster would expel it some seconds later. A
   * coordinator that was killed and started again knows nothing of this cluster, and its workers
   * are the sooner with it.
   */
  private void endIfThatLasts() {
    if (looksWithoutVoter.incrementAndGet() == LOOKS_WITHOUT_VOTER) {
      LOG.info("nobody who could lead is in reach");
      Cluster cluster = Cluster.get(system);
      cluster.manager().tell(new Down(cluster.selfMember().address()));
    }
  }

  /** A system that was expelled ends too, but its node comes back. */
  private void sayGoodbyeWhen(BooleanSupplier closing) {
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "leave",
            () -> {
              if (endsWithTheProcess() || closing.getAsBoolean()) {
                system.tell(new WorkerActor.Leave(Duration.ZERO, new CompletableFuture<>()));
              }
              return CompletableFuture.completedFuture(Done.getInstance());
            });
  }

  /** Hands its attempts back, for which it waits no longer than the grace. */
  void leave(Duration grace) throws InterruptedException {
    CompletableFuture<Done> left = new CompletableFuture<>();
    system.tell(new WorkerActor.Leave(grace, left));
    try {
      CompletableFuture.anyOf(left, system.getWhenTerminated().toCompletableFuture())
          .get(grace.plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the worker leaves without having handed its attempts back", e);
    }
  }

  /**
   * Waits until nothing of it uses the attempts any more. The rest of it mostly ends at once; what
   * does not is left behind.
   */
  void awaitEnd() throws InterruptedException {
    CompletableFuture<Done> ended = system.getWhenTerminated().toCompletableFuture();
    CompletableFuture.anyOf(actorEnded, ended).join();
    try {
      ended.get(END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("an actor system did not end within {} and is left behind", END_PATIENCE, e);
    }
  }

  /** Whether it ends because its JVM does. */
  boolean endsWithTheProcess() {
    return CoordinatedShutdown.get(system)
        .getShutdownReason()
        .filter(reason -> reason instanceof CoordinatedShutdown.JvmExitReason$)
        .isPresent();
  }

  /** Begins to end; one outside a cluster has none to leave, and would wait for that in vain. */
  void end() {
    if (Cluster.get(system).selfMember().status() == MemberStatus.removed()) {
      CoordinatedShutdown.get(system)
          .run(
              CoordinatedShutdown.actorSystemTerminateReason(),
              Optional.of(CoordinatedShutdown.PhaseActorSystemTerminate()));
    } else {
      system.terminate();
    }
  }
}
