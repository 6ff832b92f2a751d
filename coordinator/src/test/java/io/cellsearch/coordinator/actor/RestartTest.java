package io.cellsearch.coordinator.actor;

import static io.cellsearch.coordinator.actor.ActorFixture.PATIENCE;
import static io.cellsearch.coordinator.actor.ActorFixture.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.http.NotReadyException;
import io.cellsearch.coordinator.http.SubmitResult;
import io.cellsearch.coordinator.order.Order;
import io.cellsearch.coordinator.order.OrderResult;
import io.cellsearch.coordinator.store.StoreFactory;
import io.cellsearch.coordinator.store.StoreSettings;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not on the disk never happened. */
@Tag("cluster")
final class RestartTest {
  @TempDir private Path folder;
  private ActorFixture actor;

  @BeforeEach
  void start() throws Exception {
    actor = new ActorFixture(folder);
  }

  @AfterEach
  void stop() {
    actor.close();
  }

  private void failACommit() throws Exception {
    HeldStore.Held commit = actor.holdAnOrder();
    actor.store.pass();
    commit.fail();
  }

  /** Asks until the coordinator that began anew answers. */
  private void awaitNotKnown() {
    actor.worker.awaitAssert(
        PATIENCE,
        () -> {
          actor.requestWork(1);
          return actor.worker.expectMessage(Duration.ofMillis(100), new ToWorker.NotKnown());
        });
  }

  @Test
  void aFailedCommitBeginsANewTerm() throws Exception {
    assertThat(actor.begin().term()).isEqualTo(1);

    failACommit();
    awaitNotKnown();

    assertThat(actor.hello().term()).isEqualTo(2);
  }

  @Test
  void whatWasNotCommittedIsDecidedAgain() throws Exception {
    actor.begin();
    failACommit();
    awaitNotKnown();
    actor.hello();

    actor.requestWork(1);

    Assignment assignment = actor.expectAssignment();
    assertThat(AttemptId.of(assignment)).isEqualTo(attempt(1, 1));
    assertThat(assignment.term()).isEqualTo(2);
  }

  @Test
  void whatWasCommittedStaysWithItsWorker() throws Exception {
    actor.begin();
    actor.requestWork(1);
    actor.expectAssignment();
    failACommit();
    awaitNotKnown();

    actor.hello(attempt(1, 1));
    actor.requestWork(1);

    assertThat(AttemptId.of(actor.expectAssignment())).isEqualTo(attempt(2, 1));
    assertThat(actor.store.queries().attempts(attempt(1, 1).trial()))
        .singleElement()
        .satisfies(stored -> assertThat(stored.end()).isEmpty());
  }

  @Test
  void aCoordinatorOfAnOldTermEndsWithItsSystem() throws Exception {
    actor.begin();
    actor.store.beginTerm(Instant.now()).toCompletableFuture().get(20, TimeUnit.SECONDS);

    actor.requestWork(1);

    actor.kit.system().getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertThat(actor.lead.ready()).isFalse();
  }

  @Test
  void aCoordinatorIsNotReadyBeforeItHasLoaded(@TempDir Path other) throws Exception {
    HeldStore store = new HeldStore(StoreFactory.open(other, StoreSettings.DEFAULT));
    CompletableFuture<Void> begin = store.holdTerms();
    try (ActorFixture loading = new ActorFixture(store)) {
      loading.requestWork(1);
      loading.expectNothing();
      assertThat(loading.lead.ready()).isFalse();

      begin.complete(null);
      loading.awaitReady();
    }
  }

  @Test
  void aCoordinatorThatIsToldToStopLeadsNoMore() {
    actor.coordinator.tell(new CoordinatorActor.Stop());

    actor.worker.expectTerminated(actor.coordinator, PATIENCE);
    assertThat(actor.lead.ready()).isFalse();
  }

  @Test
  void anOrderThatIsBeingWrittenAtTheEndStillReachesItsWorker() throws Exception {
    actor.begin();
    HeldStore.Held commit = actor.holdAnOrder();

    actor.coordinator.tell(new CoordinatorActor.Stop());
    actor.requestWork(1);
    actor.expectNothing();
    commit.apply();

    assertThat(AttemptId.of(actor.expectAssignment())).isEqualTo(attempt(1, 1));
    actor.worker.expectTerminated(actor.coordinator, PATIENCE);
  }

  /** Who has just found this node leading is not left without an answer. */
  @Test
  void whatComesWhileTheLastIsBeingWrittenIsRefused() throws Exception {
    actor.begin();
    HeldStore.Held commit = actor.holdAnOrder();

    CompletableFuture<SubmitResult> submitted = new CompletableFuture<>();
    CompletableFuture<OrderResult> ordered = new CompletableFuture<>();
    actor.coordinator.tell(new CoordinatorActor.Stop());
    actor.coordinator.tell(
        new Submissions.Submit(ActorFixture.resolved("jsb"), "name: jsb", submitted));
    actor.coordinator.tell(new OrderQueue.Give(new Order.Pause(new ExperimentId("co2")), ordered));

    for (CompletableFuture<?> answer : List.of(submitted, ordered)) {
      assertThat(answer)
          .failsWithin(PATIENCE)
          .withThrowableThat()
          .withCauseInstanceOf(NotReadyException.class);
    }
    assertThat(actor.lead.ready()).isFalse();
    commit.apply();
    actor.expectAssignment();
  }
}
