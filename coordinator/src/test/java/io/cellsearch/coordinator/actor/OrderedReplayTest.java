package io.cellsearch.coordinator.actor;

import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.order.Order;
import io.cellsearch.coordinator.order.OrderResult;
import io.cellsearch.coordinator.store.AttemptKind;
import io.cellsearch.coordinator.store.AttemptRecord;
import io.cellsearch.coordinator.store.CurvePoint;
import io.cellsearch.coordinator.store.ExperimentRecord;
import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.coordinator.store.Store;
import io.cellsearch.coordinator.store.StoreFactory;
import io.cellsearch.coordinator.store.StoreSettings;
import io.cellsearch.coordinator.store.TrialRecord;
import io.cellsearch.core.experiment.StoppingSettings.AshaPromotion;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Orders on a real store: what a restart finds of them, and experiments that go on after their end.
 * Six slots, four epochs a trial, an epoch a round.
 */
@Tag("unit")
final class OrderedReplayTest {
  private static final ExperimentId CO2 = new ExperimentId("co2");
  private static final StoreSettings NO_PAUSE =
      new StoreSettings(Duration.ZERO, 10_000, latency -> {});

  @TempDir private Path folder;
  private Store store;
  private World world;

  @BeforeEach
  void begin() throws Exception {
    store = StoreFactory.open(folder, NO_PAUSE);
    world = new World(store);
    world.workers().forEach(world::hello);
  }

  @AfterEach
  void end() {
    store.close();
  }

  private ExperimentRecord co2() {
    return store.queries().experiment(CO2).orElseThrow();
  }

  private List<TrialRecord> trials() {
    return store.queries().trials(CO2);
  }

  private void rounds(int count) {
    for (int round = 0; round < count; round++) {
      world.round();
    }
  }

  private long running() {
    return trials().stream()
        .filter(trial -> trial.progress().state() == TrialState.RUNNING)
        .count();
  }

  private static void assertChanged(OrderResult result, ExperimentState state, String message) {
    assertThat(result).isEqualTo(new OrderResult.Done(CO2, state, true, message));
  }

  @Test
  void aPausedExperimentIsFoundPausedByTheNextCoordinatorAndGoesOnWithoutALoss() {
    world.submit(spec("co2", 8));
    rounds(2);
    assertChanged(
        world.order(new Order.Pause(CO2)),
        ExperimentState.PAUSED,
        "co2 is paused: 6 run to their next checkpoint");
    rounds(2);
    assertThat(running()).isZero();

    world.restart();
    rounds(5);

    assertThat(running()).isZero();
    assertThat(co2().state()).isEqualTo(ExperimentState.PAUSED);
    assertChanged(
        world.order(new Order.Resume(CO2)),
        ExperimentState.RUNNING,
        "co2 goes on: 6 trials wait for a slot");
    world.calmDown();
    assertAllTrainedOnce(8);
    // Each of the six went on from its second epoch, the last one before the pause.
    assertThat(trials().subList(0, 6))
        .allSatisfy(
            trial ->
                assertThat(store.queries().attempts(trial.trial()))
                    .filteredOn(attempt -> attempt.kind() == AttemptKind.TRAIN)
                    .extracting(AttemptRecord::fromEpoch)
                    .containsExactly(0, 2));
  }

  private void assertAllTrainedOnce(int count) {
    assertThat(trials()).hasSize(count);
    for (TrialRecord trial : trials()) {
      assertThat(trial.progress().state()).isEqualTo(TrialState.COMPLETED);
      assertThat(store.queries().curve(trial.trial()))
          .extracting(CurvePoint::epoch)
          .containsExactly(1, 2, 3, 4);
      assertThat(trial.bestValidationLoss())
          .hasValue(ScriptedWorker.loss(trial.seed(), trial.epochs()));
    }
  }

  @Test
  void thoseThatRunInAPausedExperimentAfterARestartAreWantedBackWithTheirNextReport() {
    world.submit(spec("co2", 6));
    rounds(1);
    world.network(message -> false);
    world.order(new Order.Pause(CO2));
    world.network(message -> true);
    world.restart();

    // Epoch 2 is reported, and the word said again; then they pause.
    rounds(2);

    assertThat(running()).isZero();
    assertThat(trials()).hasSize(6).allMatch(trial -> trial.epochs() == 2);
  }

  @Test
  void aStoppingExperimentIsFoundStoppingAndEndsWithWhatHadBegun() {
    world.submit(spec("co2", 20));
    rounds(2);
    assertChanged(
        world.order(new Order.Stop(CO2)),
        ExperimentState.STOPPING,
        "co2 is stopping: no trial starts any more, 6 come to their ends");

    world.restart();
    assertThat(co2().state()).isEqualTo(ExperimentState.STOPPING);
    world.calmDown();

    assertAllTrainedOnce(6);
    assertThat(co2().state()).isEqualTo(ExperimentState.COMPLETED);
    assertThat(co2().reason()).contains("it was stopped");
    assertThat(trials()).filteredOn(trial -> trial.testLoss().isPresent()).hasSize(1);
  }

  @Test
  void aCancelledExperimentIsNotTakenUpAgain() {
    world.submit(spec("co2", 20));
    rounds(2);
    assertChanged(
        world.order(new Order.Cancel(CO2)),
        ExperimentState.CANCELLED,
        "co2 is cancelled: 6 attempts are abandoned; results stay");
    assertThat(world.workers()).allMatch(worker -> worker.held().isEmpty());

    world.restart();
    rounds(3);

    assertThat(co2().state()).isEqualTo(ExperimentState.CANCELLED);
    assertThat(store.queries().leases()).isEmpty();
    assertThat(trials())
        .hasSize(6)
        .allMatch(trial -> trial.progress().state() == TrialState.CANCELLED)
        .allMatch(trial -> trial.epochs() == 2 && trial.bestValidationLoss().isPresent());
  }

  @Test
  void aCompletedExperimentThatIsExtendedFindsWhatTheLargerOneFinds() {
    world.submit(spec("co2", 10));
    world.calmDown();
    List<Configuration> larger = trials().stream().map(TrialRecord::configuration).toList();
    ExperimentId again = new ExperimentId("again");
    world.submit(spec("again", 4));
    world.calmDown();
    assertThat(store.queries().trials(again)).hasSize(4);

    OrderResult extended = world.order(new Order.Extend(again, 10));

    assertThat(extended)
        .isEqualTo(
            new OrderResult.Done(
                again, ExperimentState.RUNNING, true, "again has 10 trials to try instead of 4"));
    rounds(1);
    world.restart();
    world.calmDown();
    assertThat(store.queries().trials(again))
        .extracting(TrialRecord::configuration)
        .containsExactlyElementsOf(larger);
    assertThat(store.queries().overview(again).orElseThrow().planned())
        .isEqualTo(OptionalInt.of(10));
  }

  @Test
  void theWinnerOfAnExtendedExperimentIsEvaluatedOnceAlsoAfterARestart() {
    world.submit(spec("co2", 4));
    world.calmDown();
    TrialRecord winner =
        trials().stream().filter(trial -> trial.testLoss().isPresent()).findFirst().orElseThrow();

    world.order(new Order.Extend(CO2, 6));
    rounds(2);
    world.restart();
    world.calmDown();

    assertThat(co2().state()).isEqualTo(ExperimentState.COMPLETED);
    assertThat(store.queries().attempts(winner.trial()))
        .filteredOn(attempt -> attempt.kind() == AttemptKind.EVALUATE)
        .hasSize(1);
  }

  @Test
  void anEndedExperimentRefusesWhatMakesNoSense() {
    world.submit(spec("co2", 2));
    world.calmDown();

    assertThat(world.order(new Order.Stop(CO2)))
        .isEqualTo(
            new OrderResult.Done(
                CO2, ExperimentState.COMPLETED, false, "co2 has ended already: it is COMPLETED"));
    for (Order order :
        List.of(new Order.Pause(CO2), new Order.Resume(CO2), new Order.Cancel(CO2))) {
      assertThat(world.order(order))
          .isEqualTo(
              new OrderResult.Refused(
                  "co2 has ended: it is COMPLETED, and nothing of it is under way"));
    }
    assertThat(world.order(new Order.Extend(CO2, 1)))
        .isEqualTo(
            new OrderResult.Refused("co2 has max_trials 2, which can only be raised, but got 1"));
    assertThat(world.order(new Order.Requeue(new TrialId(CO2, 1))))
        .isEqualTo(
            new OrderResult.Refused("co2/1 is COMPLETED: only a FAILED trial is queued again"));
    assertThat(store.queries().running()).isEmpty();
  }

  @Test
  void whatWasCancelledIsSubmittedAgainAndNotExtended() {
    world.submit(spec("co2", 2));
    world.order(new Order.Cancel(CO2));

    assertThat(world.order(new Order.Extend(CO2, 9)))
        .isEqualTo(
            new OrderResult.Refused(
                "co2 has ended: it is CANCELLED, and nothing of it is under way;"
                    + " submit it again"));
    assertThat(world.order(new Order.Cancel(CO2)))
        .isInstanceOfSatisfying(
            OrderResult.Done.class, done -> assertThat(done.changed()).isFalse());
  }

  @Test
  void aPausingSearchThatIsOverCannotBeExtended() {
    world.submit(spec("co2", 6).maxEpochs(ScriptedWorker.EPOCHS).stopping(new AshaPromotion(1, 2)));
    world.calmDown();

    assertThat(world.order(new Order.Extend(CO2, 9)))
        .isEqualTo(
            new OrderResult.Refused(
                "co2 has stopped the trials that rested at its rungs,"
                    + " from which its best would go on"));
  }

  @Test
  void oneWhoseBestAreConfirmedCannotBeExtended() {
    world.submit(spec("co2", 2).confirm(1, 2));
    world.calmDown();

    assertThat(world.order(new Order.Extend(CO2, 9)))
        .isEqualTo(
            new OrderResult.Refused(
                "co2 has begun to confirm its best trials: it takes no other ones any more"));
  }

  @Test
  void aFailedTrialOfAnEndedExperimentIsQueuedAgainWithAllOfItsRetries() {
    failTheOnlyTrial();
    world.calmDown();
    assertThat(co2().state()).isEqualTo(ExperimentState.COMPLETED);
    TrialId failed = new TrialId(CO2, 1);
    assertThat(trials().get(0).progress().state()).isEqualTo(TrialState.FAILED);

    assertChanged(
        world.order(new Order.Requeue(failed)),
        ExperimentState.RUNNING,
        "co2/1 waits for a slot again, with all of its retries");
    world.restart();
    world.calmDown();

    TrialRecord trial = store.queries().trial(failed).orElseThrow();
    assertThat(trial.progress().state()).isEqualTo(TrialState.COMPLETED);
    assertThat(trial.progress().failures()).isZero();
    assertThat(co2().state()).isEqualTo(ExperimentState.COMPLETED);
  }

  /** Its only trial fails as soon as it is on a slot. */
  private void failTheOnlyTrial() {
    world.submit(spec("co2", 1).maxRestarts(0));
    rounds(1);
    world
        .workers()
        .forEach(
            worker ->
                worker.held().stream()
                    .filter(held -> held.id().trial().experiment().equals(CO2))
                    .forEach(
                        held -> {
                          held.end(new Outcome.Failed("out of luck", ""), 0);
                          world.end(worker, held);
                        }));
  }

  @Test
  void thePausedTimeDoesNotCountTowardsTheLongestDuration() {
    world.submit(spec("co2", 1_000).maxDuration(Duration.ofSeconds(30)));
    rounds(10);
    world.order(new Order.Pause(CO2));
    world.advance(Duration.ofHours(8));
    world.restart();
    rounds(3);
    world.order(new Order.Resume(CO2));
    rounds(10);
    assertThat(co2().state()).isEqualTo(ExperimentState.RUNNING);

    // 20 seconds have passed but for the pause; 10 are left.
    world.calmDown();

    assertThat(co2().reason().orElseThrow()).startsWith("the time was over");
  }
}
