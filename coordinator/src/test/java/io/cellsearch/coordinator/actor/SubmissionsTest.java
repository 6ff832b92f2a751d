package io.cellsearch.coordinator.actor;

import static io.cellsearch.coordinator.actor.ActorFixture.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.coordinator.http.NotReadyException;
import io.cellsearch.coordinator.http.SubmitResult;
import io.cellsearch.coordinator.store.StoreFactory;
import io.cellsearch.coordinator.store.StoreQueries.NextExperiment;
import io.cellsearch.coordinator.store.StoreSettings;
import io.cellsearch.core.trial.ExperimentId;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A submission is answered once it is stored, or refused. */
@Tag("cluster")
final class SubmissionsTest {
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

  private static SubmitResult accepted(String id) {
    return new SubmitResult.Accepted(new ExperimentId(id));
  }

  private static void assertRefused(CompletionStage<SubmitResult> answer) {
    assertThatThrownBy(() -> join(answer)).hasCauseInstanceOf(NotReadyException.class);
  }

  @Test
  void submissionsUnderOneNameAreNumbered() {
    CompletionStage<SubmitResult> first = actor.submit("co2");
    CompletionStage<SubmitResult> second = actor.submit("co2");
    CompletionStage<SubmitResult> other = actor.submit("jsb");

    assertThat(join(first)).isEqualTo(accepted("co2"));
    assertThat(join(second)).isEqualTo(accepted("co2-2"));
    assertThat(join(other)).isEqualTo(accepted("jsb"));
  }

  @Test
  void aSubmissionIsAnsweredAfterItsCommit() throws Exception {
    actor.store.hold();

    CompletableFuture<SubmitResult> answer = actor.submit("co2").toCompletableFuture();
    HeldStore.Held commit = actor.store.next();
    assertThat(answer).isNotDone();
    commit.apply();

    assertThat(join(answer)).isEqualTo(accepted("co2"));
  }

  @Test
  void aSubmissionThatCouldNotBeStoredIsRefused() throws Exception {
    actor.store.hold();
    CompletionStage<SubmitResult> answer = actor.submit("co2");
    CompletionStage<SubmitResult> waiting = actor.submit("jsb");

    actor.store.next().fail();

    assertRefused(answer);
    assertRefused(waiting);
    assertThat(actor.store.queries().experiments()).isEmpty();
  }

  @Test
  void aNumberThatTheCoordinatorBeforeAskedForStoresNothing() {
    Submissions.Submit early =
        new Submissions.Submit(
            ActorFixture.resolved("co2"), "name: co2", new CompletableFuture<>());
    actor.coordinator.tell(
        new Submissions.Numbered(early, new NextExperiment(new ExperimentId("co2"), 1)));

    assertThat(join(actor.submit("co2"))).isEqualTo(accepted("co2"));
    assertThat(actor.store.queries().experiments()).hasSize(1);
    assertThat(early.answer()).isNotDone();
  }

  @Test
  void aNumberThatTheCoordinatorBeforeCouldNotReadRestartsNothing() {
    Submissions.Submit early =
        new Submissions.Submit(
            ActorFixture.resolved("co2"), "name: co2", new CompletableFuture<>());
    actor.coordinator.tell(
        new Submissions.Unnumbered(early, new IllegalStateException("the disk is gone")));

    assertThat(actor.hello().term()).isEqualTo(1);
  }

  @Test
  void nothingIsTakenWhileACoordinatorLoads(@TempDir Path other) throws Exception {
    HeldStore store = new HeldStore(StoreFactory.open(other, StoreSettings.DEFAULT));
    CompletableFuture<Void> begin = store.holdTerms();
    try (ActorFixture loading = new ActorFixture(store)) {
      assertRefused(loading.submit("co2"));

      // One that was on its way when the coordinator before failed.
      CompletableFuture<SubmitResult> late = new CompletableFuture<>();
      loading.coordinator.tell(
          new Submissions.Submit(ActorFixture.resolved("co2"), "name: co2", late));
      assertRefused(late);
      begin.complete(null);
    }
  }
}
