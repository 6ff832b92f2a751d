package io.cellsearch.coordinator.actor;

import static io.cellsearch.coordinator.actor.ActorFixture.PATIENCE;
import static io.cellsearch.coordinator.actor.ActorFixture.WORKER;
import static io.cellsearch.coordinator.actor.ActorFixture.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerMessage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name belongs to the worker that is heard under it; a copied state directory has it twice. */
@Tag("cluster")
final class NamesTest {
  @TempDir private Path folder;
  private ActorFixture actor;
  private TestProbe<WorkerMessage> other;

  @BeforeEach
  void start() throws Exception {
    actor = new ActorFixture(folder);
    actor.begin();
    actor.requestWork(1);
    assertThat(AttemptId.of(actor.expectAssignment())).isEqualTo(attempt(1, 1));
    other = actor.kit.createTestProbe();
  }

  @AfterEach
  void stop() {
    actor.close();
  }

  private void otherSaysHello() {
    actor.coordinator.tell(
        new ToCoordinator.Hello(WORKER, 4, Device.CPU, 1L << 30, List.of(), other.ref()));
  }

  private void expectCounted(String reason) {
    other.awaitAssert(
        PATIENCE,
        () -> {
          assertThat(actor.meters.scrape())
              .contains("cellsearch_refused_messages_total{reason=\"" + reason + "\"} 1.0");
          return true;
        });
  }

  @Test
  void anotherOneThatSaysHelloWithItIsNotWelcomeAndTakesNothingAway() {
    otherSaysHello();

    expectCounted("name-in-use");
    other.expectNoMessage();
    actor.requestWork(1);
    // the first attempt is still the first worker's
    assertThat(AttemptId.of(actor.expectAssignment())).isEqualTo(attempt(2, 1));
  }

  @Test
  void whoSpeaksInItsNameHasToSayHelloFirst() {
    actor.coordinator.tell(new ToCoordinator.RequestWork(WORKER, 1, other.ref()));
    other.expectMessage(PATIENCE, new ToWorker.NotKnown());
    expectCounted("other-sender");

    actor.coordinator.tell(new ToCoordinator.Leaving(WORKER, other.ref()));
    actor.requestWork(1);
    assertThat(AttemptId.of(actor.expectAssignment())).isEqualTo(attempt(2, 1));
  }

  /** Killed and started again from the same directory: some seconds later it is welcome. */
  @Test
  void whenItsWorkerIsHeardNoMoreTheNameIsFree() {
    other.awaitAssert(
        PATIENCE,
        () -> {
          otherSaysHello();
          return other.expectMessageClass(ToWorker.Welcome.class);
        });
  }

  @Test
  void whenItsWorkerLeavesTheNameIsFreeAtOnce() {
    actor.coordinator.tell(new ToCoordinator.Leaving(WORKER, actor.worker.ref()));
    otherSaysHello();

    other.expectMessageClass(ToWorker.Welcome.class, PATIENCE);
  }
}
