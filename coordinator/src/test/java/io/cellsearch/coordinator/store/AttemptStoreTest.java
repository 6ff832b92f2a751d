package io.cellsearch.coordinator.store;

import static io.cellsearch.coordinator.store.Samples.FIRST;
import static io.cellsearch.coordinator.store.Samples.JSB;
import static io.cellsearch.coordinator.store.Samples.NOON;
import static io.cellsearch.coordinator.store.Samples.WORKER;
import static io.cellsearch.coordinator.store.Samples.createJsb;
import static io.cellsearch.coordinator.store.Samples.createTrial;
import static io.cellsearch.coordinator.store.Samples.report;
import static io.cellsearch.coordinator.store.Samples.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a store keeps of trials and their attempts. */
final class AttemptStoreTest extends StoreContract {
  @Test
  void aTrialIsQueuedUntilItsFirstAttempt() {
    commit(createJsb(), createTrial(1));

    TrialRecord queued = trial(1);
    assertThat(queued.progress()).isEqualTo(TrialProgress.NEW);
    assertThat(queued.configuration()).isEqualTo(Samples.configuration("gru", 16));
    assertThat(queued.seed()).isEqualTo(7);
    assertThat(queued.worker()).isEmpty();

    commit(start(1, 1));
    assertThat(trial(1).progress()).isEqualTo(RUNNING);
    assertThat(trial(1).worker()).contains(WORKER);
    assertThat(store.queries().leases())
        .containsExactly(new LeaseRecord(FIRST, 1, AttemptKind.TRAIN, WORKER, 0, NOON));
  }

  @Test
  void aFailedTrialCanBeQueuedAgain() {
    TrialProgress failed = new TrialProgress(TrialState.FAILED, 1, 4, 0, 3);
    commit(
        createJsb(),
        createTrial(1),
        start(1, 1),
        new StoreCommand.EndAttempt(
            FIRST, 1, new AttemptEnd.Failed("luck"), Optional.empty(), failed, NOON));

    commit(new StoreCommand.UpdateTrial(FIRST, failed.requeued()));
    assertThat(trial(1).progress()).isEqualTo(new TrialProgress(TrialState.QUEUED, 1, 0, 0, 0));
    commit(start(1, 2));
    assertThat(trial(1).progress().state()).isEqualTo(TrialState.RUNNING);
  }

  @Test
  void aCheckpointIsReplacedAndRemoved() {
    commit(createJsb(), createTrial(1), start(1, 1));
    commit(report(1, 1, 1, 3.0), checkpoint(1), report(1, 1, 2, 2.0), checkpoint(2));
    assertThat(trial(1).checkpoint()).contains(new StoredCheckpoint(HASH, 2));

    commit(new StoreCommand.SetCheckpoint(FIRST, Optional.empty()));

    assertThat(trial(1).checkpoint()).isEmpty();
  }

  @Test
  void anUnknownTrialOrAttemptIsRefused() {
    commit(createJsb(), createTrial(1));

    assertRefused(report(2, 1, 1, 1.0));
    assertRefused(report(1, 1, 1, 1.0));
    assertRefused(start(2, 1));
    assertRefused(new StoreCommand.UpdateTrial(new TrialId(JSB, 2), RUNNING));
    assertRefused(new StoreCommand.SetTestResult(new TrialId(JSB, 2), 1.0, Metrics.NONE));
    assertRefused(
        new StoreCommand.CreateTrial(
            new TrialId(new ExperimentId("other"), 1), Samples.configuration("gru", 8), 1));
    assertRefused(lost(1, 1));
  }

  @Test
  void whatAQueuedTrialWaitsForIsKeptUntilItStarts() {
    TrialId trial = new TrialId(JSB, 1);
    commit(createJsb(), createTrial(1));
    commit(new StoreCommand.SetWaiting(trial, Optional.of("needs 4.00 GiB")));
    assertThat(store.queries().trial(trial).orElseThrow().waitsFor()).contains("needs 4.00 GiB");

    commit(start(1, 1));
    assertThat(store.queries().trial(trial).orElseThrow().waitsFor()).isEmpty();
    assertRefused(new StoreCommand.SetWaiting(new TrialId(JSB, 2), Optional.empty()));
  }

  @Test
  void anAttemptThatIsNotNewerIsRefused() {
    commit(createJsb(), createTrial(1), start(1, 2));

    assertRefused(start(1, 2));
    assertRefused(start(1, 1));
  }

  @Test
  void aTrainedAttemptLeavesItsModelAndNoLease() {
    String model = "b".repeat(64);
    Outcome outcome = new Outcome.Trained(2, 2, Optional.of(model), false);
    commit(createJsb(), createTrial(1), start(1, 1), report(1, 1, 1, 3.0), report(1, 1, 2, 2.0));

    commit(
        new StoreCommand.EndAttempt(
            FIRST,
            1,
            new AttemptEnd.Trained(false),
            Optional.of(outcome),
            new TrialProgress(TrialState.COMPLETED, 1, 0, 0, 0),
            NOON.plusSeconds(5)));

    assertThat(store.queries().leases()).isEmpty();
    assertThat(trial(1).model()).contains(model);
    assertThat(trial(1).progress().state()).isEqualTo(TrialState.COMPLETED);
    AttemptRecord attempt = store.queries().attempts(FIRST).get(0);
    assertThat(attempt.end()).contains("trained");
    assertThat(attempt.outcome()).contains(outcome);
    assertThat(attempt.term()).isEqualTo(term);
    assertThat(attempt.endedAt()).contains(NOON.plusSeconds(5));
  }

  @Test
  void artifactsAreTheModelsTheCheckpointsAndTheDataThatAreNamed() {
    String model = "b".repeat(64);
    StoredCheckpoint checkpoint = new StoredCheckpoint("c".repeat(64), 1);
    commit(createJsb(), createTrial(1), createTrial(2), start(1, 1), start(2, 1));
    commit(report(1, 1, 1, 3.0), report(2, 1, 1, 3.0));
    commit(
        new StoreCommand.EndAttempt(
            FIRST,
            1,
            new AttemptEnd.Trained(false),
            Optional.of(new Outcome.Trained(1, 1, Optional.of(model), false)),
            new TrialProgress(TrialState.COMPLETED, 1, 0, 0, 0),
            NOON));
    commit(new StoreCommand.SetCheckpoint(new TrialId(JSB, 2), Optional.of(checkpoint)));

    // 64 times a: the data of Samples
    assertThat(store.queries().artifacts())
        .containsExactlyInAnyOrder("a".repeat(64), model, checkpoint.sha256());
  }

  @Test
  void anEvaluationLeavesTheCurveAndTheStateAlone() {
    TrialProgress completed = new TrialProgress(TrialState.COMPLETED, 1, 0, 0, 0);
    commit(createJsb(), createTrial(1), start(1, 1), report(1, 1, 1, 3.0));
    commit(
        new StoreCommand.EndAttempt(
            FIRST, 1, new AttemptEnd.Trained(false), Optional.empty(), completed, NOON));

    commit(new StoreCommand.StartAttempt(FIRST, 2, AttemptKind.EVALUATE, 0, WORKER, NOON));
    commit(new StoreCommand.SetTestResult(FIRST, 3.25, Metrics.NONE));

    assertThat(trial(1).progress()).isEqualTo(completed);
    assertThat(trial(1).bestValidationLoss()).hasValue(3.0);
    assertThat(trial(1).testLoss()).hasValue(3.25);
    assertThat(store.queries().curve(FIRST)).hasSize(1);
    assertThat(store.queries().leases())
        .extracting(LeaseRecord::kind)
        .containsExactly(AttemptKind.EVALUATE);
  }

  @Test
  void leasesAreRenewedTogetherAndMissingOnesIgnored() {
    commit(createJsb(), createTrial(1), createTrial(2), start(1, 1), start(2, 1));
    TrialId second = new TrialId(JSB, 2);

    commit(
        new StoreCommand.RenewLeases(
            List.of(
                new StoreCommand.Renewal(FIRST, 1, 40),
                new StoreCommand.Renewal(second, 1, 50),
                new StoreCommand.Renewal(second, 9, 60)),
            NOON.plusSeconds(5)));

    assertThat(store.queries().leases())
        .extracting(LeaseRecord::batches, LeaseRecord::renewedAt)
        .containsExactly(tuple(40L, NOON.plusSeconds(5)), tuple(50L, NOON.plusSeconds(5)));
  }
}
