package io.cellsearch.coordinator.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.coordinator.http.NotReadyException;
import io.cellsearch.coordinator.order.Order;
import io.cellsearch.coordinator.order.OrderResult;
import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.protocol.ToWorker;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class OrderQueueTest {
  private static final ExperimentId CO2 = new ExperimentId("co2");
  private static final Order PAUSE = new Order.Pause(CO2);
  private static final Order CANCEL = new Order.Cancel(CO2);

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

  private static OrderResult join(CompletionStage<OrderResult> answer) {
    return answer.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private ExperimentState stored() {
    return actor.store.queries().experiment(CO2).orElseThrow().state();
  }

  @Test
  void anOrderIsAnsweredAndToldAfterItsCommit() throws Exception {
    actor.begin();
    actor.requestWork(1);
    actor.expectAssignment();
    actor.store.hold();

    CompletableFuture<OrderResult> answer = actor.lead.order(PAUSE).toCompletableFuture();
    HeldStore.Held commit = actor.store.next();
    assertThat(answer).isNotDone();
    actor.expectNothing();
    commit.apply();

    assertThat(join(answer))
        .isEqualTo(
            new OrderResult.Done(
                CO2, ExperimentState.PAUSED, true, "co2 is paused: 1 runs to its next checkpoint"));
    actor.worker.expectMessage(new ToWorker.HandBack(ActorFixture.attempt(1, 1)));
    assertThat(stored()).isEqualTo(ExperimentState.PAUSED);
  }

  @Test
  void anOrderThatCouldNotBeStoredIsRefusedAndNothingIsPaused() throws Exception {
    actor.begin();
    actor.store.hold();
    CompletionStage<OrderResult> answer = actor.lead.order(PAUSE);

    actor.store.next().fail();

    assertThatThrownBy(() -> join(answer)).hasCauseInstanceOf(NotReadyException.class);
    assertThat(stored()).isEqualTo(ExperimentState.RUNNING);
  }

  @Test
  void ordersFindWhatTheOneBeforeHasLeft() {
    actor.begin();

    CompletionStage<OrderResult> cancelled = actor.lead.order(CANCEL);
    CompletionStage<OrderResult> again = actor.lead.order(CANCEL);
    CompletionStage<OrderResult> paused = actor.lead.order(PAUSE);

    assertThat(((OrderResult.Done) join(cancelled)).changed()).isTrue();
    assertThat(join(again))
        .isEqualTo(
            new OrderResult.Done(
                CO2, ExperimentState.CANCELLED, false, "co2 has ended already: it is CANCELLED"));
    assertThat(join(paused))
        .isEqualTo(
            new OrderResult.Refused(
                "co2 has ended: it is CANCELLED, and nothing of it is under way"));
  }

  @Test
  void anExperimentThatNobodySubmittedIsUnknown() {
    actor.begin();

    assertThat(join(actor.lead.order(new Order.Stop(new ExperimentId("jsb")))))
        .isEqualTo(new OrderResult.Unknown("no experiment jsb is known"));
  }

  @Test
  void whatTheCoordinatorBeforeLookedUpIsNotCarriedOut() {
    actor.begin();
    OrderQueue.Give early = new OrderQueue.Give(CANCEL, new CompletableFuture<>());

    actor.coordinator.tell(new OrderQueue.Next(early));
    actor.coordinator.tell(new OrderQueue.NotFound(early, new IllegalStateException("gone")));

    assertThat(((OrderResult.Done) join(actor.lead.order(PAUSE))).changed()).isTrue();
    assertThat(stored()).isEqualTo(ExperimentState.PAUSED);
    assertThat(early.answer()).isNotDone();
  }
}
