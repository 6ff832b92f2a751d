package io.cellsearch.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("cluster")
final class ClusterSystemTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private record Stop() implements CoordinatorMessage {}

  @Test
  void aWorkerReachesTheCoordinatorOverFreePorts() {
    ActorSystem<Void> coordinator =
        ClusterSystem.start(
            Behaviors.empty(),
            ClusterSettings.loopback(0, List.of(), ClusterRole.COORDINATOR, ClusterRole.VOTER));
    HostPort address = ClusterSystem.address(coordinator);
    assertThat(address.port()).isPositive();
    ActorSystem<Void> worker =
        ClusterSystem.start(
            Behaviors.empty(), ClusterSettings.loopback(0, List.of(address), ClusterRole.WORKER));
    try {
      TestProbe<CoordinatorMessage> heard = TestProbe.create(coordinator);
      CoordinatorAddress.host(
          coordinator,
          Behaviors.receiveMessage(
              message -> {
                heard.ref().tell(message);
                return message instanceof Stop ? Behaviors.stopped() : Behaviors.same();
              }),
          new Stop());
      ActorRef<CoordinatorMessage> proxy = CoordinatorAddress.find(worker);
      TestProbe<WorkerMessage> answers = TestProbe.create(worker);
      proxy.tell(new ToCoordinator.RequestWork(new WorkerId("w1"), 1, answers.ref()));

      CoordinatorMessage message =
          heard.expectMessageClass(ToCoordinator.RequestWork.class, PATIENCE);
      ((ToCoordinator) message).replyTo().tell(new ToWorker.NotKnown());
      answers.expectMessage(PATIENCE, new ToWorker.NotKnown());
    } finally {
      ActorTestKit.shutdown(worker, PATIENCE);
      ActorTestKit.shutdown(coordinator, PATIENCE);
    }
  }
}
