package io.cellsearch.coordinator.store;

import static io.cellsearch.coordinator.store.Samples.FIRST;
import static io.cellsearch.coordinator.store.Samples.JSB;
import static io.cellsearch.coordinator.store.Samples.NOON;
import static io.cellsearch.coordinator.store.Samples.createJsb;
import static io.cellsearch.coordinator.store.Samples.createTrial;
import static io.cellsearch.coordinator.store.Samples.report;
import static io.cellsearch.coordinator.store.Samples.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a store keeps of experiments and their searches. */
final class ExperimentStoreTest extends StoreContract {
  @Test
  void anExperimentComesBackAsItWasSubmitted() {
    commit(createJsb());

    ExperimentRecord stored = store.queries().experiment(JSB).orElseThrow();

    assertThat(new StoreCommand.CreateExperiment(stored.submission())).isEqualTo(createJsb());
    assertThat(stored.state()).isEqualTo(ExperimentState.RUNNING);
    assertThat(stored.finishedAt()).isEmpty();
    assertThat(store.queries().running()).containsExactly(stored);
  }

  @Test
  void anEndedExperimentIsNotAmongTheRunningOnes() {
    commit(createJsb());

    commit(
        new StoreCommand.EndExperiment(
            JSB, ExperimentState.COMPLETED, Optional.of("all trials have ended"), NOON));

    assertThat(store.queries().running()).isEmpty();
    ExperimentRecord stored = store.queries().experiment(JSB).orElseThrow();
    assertThat(stored.state()).isEqualTo(ExperimentState.COMPLETED);
    assertThat(stored.reason()).contains("all trials have ended");
    assertThat(stored.finishedAt()).contains(NOON);
  }

  @Test
  void anExperimentEndsOnce() {
    commit(createJsb());
    StoreCommand end =
        new StoreCommand.EndExperiment(JSB, ExperimentState.CANCELLED, Optional.empty(), NOON);
    commit(end);

    assertRefused(end);
  }

  private ExperimentRecord jsb() {
    return store.queries().experiment(JSB).orElseThrow();
  }

  private static StoreCommand steer(ExperimentState state, PausedTime paused) {
    return new StoreCommand.SteerExperiment(JSB, state, paused);
  }

  private static StoreCommand ended(ExperimentState state) {
    return new StoreCommand.EndExperiment(JSB, state, Optional.of("all trials have ended"), NOON);
  }

  @Test
  void aPausedExperimentIsFoundAgainWithItsPauses() {
    PausedTime paused = new PausedTime(Optional.of(NOON), Duration.ofNanos(90_000_001_000L));
    commit(createJsb());
    assertThat(jsb().paused()).isEqualTo(PausedTime.NONE);

    commit(steer(ExperimentState.PAUSED, paused));

    assertThat(jsb().state()).isEqualTo(ExperimentState.PAUSED);
    assertThat(jsb().paused()).isEqualTo(paused);
    assertThat(store.queries().running()).containsExactly(jsb());
    assertThat(store.queries().overview(JSB).orElseThrow().state())
        .isEqualTo(ExperimentState.PAUSED);
  }

  @Test
  void aPausedExperimentCanGoOnStopAndEnd() {
    commit(createJsb(), steer(ExperimentState.PAUSED, PausedTime.NONE.begin(NOON)));

    commit(steer(ExperimentState.RUNNING, PausedTime.NONE));
    assertThat(jsb().paused()).isEqualTo(PausedTime.NONE);
    commit(steer(ExperimentState.STOPPING, PausedTime.NONE));
    assertThat(store.queries().running()).containsExactly(jsb());
    commit(ended(ExperimentState.COMPLETED));

    assertThat(jsb().state()).isEqualTo(ExperimentState.COMPLETED);
    assertRefused(steer(ExperimentState.PAUSED, PausedTime.NONE));
  }

  @Test
  void aCompletedExperimentRunsAgainWithMoreTrials() {
    commit(createJsb());
    assertThat(store.queries().overview(JSB).orElseThrow().planned()).hasValue(20);
    commit(ended(ExperimentState.COMPLETED));

    commit(
        new StoreCommand.ReopenExperiment(
            JSB, new PausedTime(Optional.empty(), Duration.ofHours(1))),
        new StoreCommand.ExtendExperiment(JSB, 40));

    assertThat(jsb().state()).isEqualTo(ExperimentState.RUNNING);
    assertThat(jsb().reason()).isEmpty();
    assertThat(jsb().finishedAt()).isEmpty();
    assertThat(jsb().paused().before()).isEqualTo(Duration.ofHours(1));
    assertThat(store.queries().overview(JSB).orElseThrow().planned()).hasValue(40);
    // A replay of the search begins with what the file says.
    assertThat(jsb().submission().spec().limits().maxTrials()).hasValue(20);
  }

  @Test
  void onlyACompletedExperimentRunsAgain() {
    commit(createJsb());
    StoreCommand reopen = new StoreCommand.ReopenExperiment(JSB, PausedTime.NONE);

    assertRefused(reopen);
    commit(ended(ExperimentState.CANCELLED));
    assertRefused(reopen);
  }

  @Test
  void theSecondSubmissionOfANameGetsTheNextNumber() {
    assertThat(store.queries().nextExperiment("jsb"))
        .isEqualTo(new StoreQueries.NextExperiment(JSB, 1));
    commit(createJsb());

    assertThat(store.queries().nextExperiment("jsb"))
        .isEqualTo(new StoreQueries.NextExperiment(new ExperimentId("jsb-2"), 2));
  }

  @Test
  void aNumberIsSkippedWhenAnotherExperimentHasThatName() {
    commit(createJsb());
    commit(Samples.create(new ExperimentId("jsb-2"), 1, "jsb-2", Goal.MINIMIZE));

    assertThat(store.queries().nextExperiment("jsb"))
        .isEqualTo(new StoreQueries.NextExperiment(new ExperimentId("jsb-3"), 3));
  }

  @Test
  void theSameIdIsRefusedTwice() {
    commit(createJsb());

    assertRefused(createJsb());
  }

  @Test
  void referencesCanBeSetLater() {
    commit(createJsb());
    List<Reference> references = List.of(new Reference("same season", 1.9, 1.89));

    commit(new StoreCommand.SetReferences(JSB, references));

    assertThat(store.queries().experiment(JSB).orElseThrow().submission().references())
        .isEqualTo(references);
  }

  @Test
  void theSizeOfTheDataComesBack() {
    commit(createJsb());

    assertThat(store.queries().experiment(JSB).orElseThrow().submission().data())
        .isEqualTo(new DataSize(128, 1_000_000));
  }

  @Test
  void searchEventsComeBackInTheirOrderAndAsTheyWere() {
    commit(createJsb());
    List<String> events = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      events.add("{\"n\": " + i + ", \"loss\": \"NaN\", \"name\": \"ä — 猫\"}");
      commit(new StoreCommand.AppendSearchEvent(JSB, i, events.get(i - 1)));
    }

    assertThat(store.queries().searchEvents(JSB)).isEqualTo(events);
  }

  @Test
  void aGapOrARepetitionInTheSearchEventsIsRefused() {
    commit(createJsb(), new StoreCommand.AppendSearchEvent(JSB, 1, "{}"));

    assertRefused(new StoreCommand.AppendSearchEvent(JSB, 3, "{}"));
    assertRefused(new StoreCommand.AppendSearchEvent(JSB, 1, "{}"));
  }

  @Test
  void theOverviewCountsTrialsAndTakesTheBestOfTheCompletedOnes() {
    commit(createJsb(), createTrial(1), createTrial(2), createTrial(3), createTrial(4));
    commit(start(1, 1), report(1, 1, 1, 2.0), start(2, 1), report(2, 1, 1, 1.0), start(3, 1));
    commit(
        new StoreCommand.UpdateTrial(FIRST, new TrialProgress(TrialState.COMPLETED, 1, 0, 0, 0)),
        new StoreCommand.UpdateTrial(
            new TrialId(JSB, 2), new TrialProgress(TrialState.STOPPED, 1, 0, 0, 0)));

    ExperimentOverview overview = store.queries().overview(JSB).orElseThrow();

    assertThat(overview.trials())
        .isEqualTo(
            Map.of(
                TrialState.COMPLETED, 1,
                TrialState.STOPPED, 1,
                TrialState.RUNNING, 1,
                TrialState.QUEUED, 1));
    assertThat(overview.planned()).hasValue(20);
    assertThat(overview.bestValidationLoss()).hasValue(2.0);
    assertThat(store.queries().experiments()).containsExactly(overview);
  }

  @Test
  void theOverviewCountsThePausesAfterWhichATrialWentOn() {
    TrialProgress paused = new TrialProgress(TrialState.PAUSED, 1, 0, 0, 0);
    AttemptEnd pause = new AttemptEnd.Paused();
    Optional<Outcome> none = Optional.empty();
    commit(createJsb(), createTrial(1), createTrial(2), createTrial(3));
    commit(start(1, 1), start(2, 1), start(3, 1));
    commit(
        new StoreCommand.EndAttempt(FIRST, 1, pause, none, paused, NOON),
        new StoreCommand.EndAttempt(new TrialId(JSB, 2), 1, pause, none, paused, NOON),
        new StoreCommand.EndAttempt(
            new TrialId(JSB, 3), 1, new AttemptEnd.WorkerLost(), none, TrialProgress.NEW, NOON));

    // The first trial goes on, the second still rests, the third was not paused but lost.
    commit(new StoreCommand.UpdateTrial(FIRST, paused.promoted()), start(1, 2), start(3, 2));

    assertThat(store.queries().overview(JSB).orElseThrow().resumes()).isEqualTo(1);
    assertThat(store.queries().attempts(FIRST).get(0).end()).contains("paused");
  }

  @Test
  void experimentsAreListedNewestFirst() {
    ExperimentId later = new ExperimentId("a-later-one");
    commit(createJsb());
    commit(Samples.create(later, 1, "a-later-one", Goal.MINIMIZE));

    assertThat(store.queries().experiments())
        .extracting(ExperimentOverview::id)
        .containsExactly(later, JSB);
  }
}
