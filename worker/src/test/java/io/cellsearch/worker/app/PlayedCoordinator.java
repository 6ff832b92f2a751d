package io.cellsearch.worker.app;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import io.cellsearch.protocol.AttemptReport;
import io.cellsearch.protocol.ClusterRole;
import io.cellsearch.protocol.ClusterSettings;
import io.cellsearch.protocol.ClusterSystem;
import io.cellsearch.protocol.CoordinatorAddress;
import io.cellsearch.protocol.CoordinatorMessage;
import io.cellsearch.protocol.HostPort;
import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.worker.Attempts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A coordinator with a cluster of its own, whose part a test plays. It welcomes whoever says hello
 * and acknowledges every report; the rest is up to the test.
 */
final class PlayedCoordinator implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Duration SILENCE = Duration.ofMillis(200);

  private record Stop() implements CoordinatorMessage {}

  private final ActorSystem<Void> system =
      ClusterSystem.start(
          Behaviors.empty(),
          ClusterSettings.loopback(0, List.of(), ClusterRole.COORDINATOR, ClusterRole.VOTER));
  private final TestProbe<CoordinatorMessage> heard = TestProbe.create(system);
  private final SortedMap<Integer, AttemptReport> reports = new TreeMap<>();
  private final List<ToCoordinator> seen = new ArrayList<>();
  private final String httpUrl;

  PlayedCoordinator(String httpUrl) {
    this.httpUrl = httpUrl;
    CoordinatorAddress.host(
        system,
        Behaviors.receiveMessage(
            message -> {
              heard.ref().tell(message);
              return message instanceof Stop ? Behaviors.stopped() : Behaviors.same();
            }),
        new Stop());
  }

  HostPort address() {
    return ClusterSystem.address(system);
  }

  /** The next message of this kind; those before it are answered as usual. */
  <T extends ToCoordinator> T await(Class<T> kind) {
    while (true) {
      ToCoordinator message = heard.expectMessageClass(ToCoordinator.class, PATIENCE);
      seen.add(message);
      answer(message);
      if (kind.isInstance(message)) {
        return kind.cast(message);
      }
    }
  }

  private void answer(ToCoordinator message) {
    if (message instanceof ToCoordinator.Hello) {
      message
          .replyTo()
          .tell(new ToWorker.Welcome(Attempts.TERM, Optional.of(httpUrl), Optional.of("secret")));
    } else if (message instanceof ToCoordinator.Reports some) {
      some.reports().forEach(report -> reports.put(report.report().step(), report));
      message
          .replyTo()
          .tell(new ToWorker.Ack(some.reports().stream().map(AttemptReport::reportId).toList()));
    }
  }

  /** The reports that have come so far, by step. */
  SortedMap<Integer, AttemptReport> reports() {
    return reports;
  }

  /** Everything that was awaited or passed over. */
  List<ToCoordinator> seen() {
    return seen;
  }

  void expectNothingMore() {
    heard.expectNoMessage(SILENCE);
  }

  /** Expels every worker from the cluster. */
  void expelWorkers() {
    for (Member member : Cluster.get(system).state().getMembers()) {
      if (member.hasRole(ClusterRole.WORKER.text())) {
        Cluster.get(system).manager().tell(new Down(member.address()));
      }
    }
  }

  @Override
  public void close() {
    ActorTestKit.shutdown(system, PATIENCE);
  }
}
