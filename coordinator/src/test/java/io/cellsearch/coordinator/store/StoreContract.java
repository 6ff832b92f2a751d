package io.cellsearch.coordinator.store;

import static io.cellsearch.coordinator.store.Samples.FIRST;
import static io.cellsearch.coordinator.store.Samples.JSB;
import static io.cellsearch.coordinator.store.Samples.NOON;
import static io.cellsearch.coordinator.store.Samples.WORKER;
import static io.cellsearch.coordinator.store.Samples.createJsb;
import static io.cellsearch.coordinator.store.Samples.createTrial;
import static io.cellsearch.coordinator.store.Samples.report;
import static io.cellsearch.coordinator.store.Samples.resume;
import static io.cellsearch.coordinator.store.Samples.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.Repetition;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every store must do, whatever database is below. */
@Tag("unit")
abstract class StoreContract {
  private static final TrialProgress RUNNING = new TrialProgress(TrialState.RUNNING, 1, 0, 0, 0);

  private static final String HASH = "c".repeat(64);

  private Store store;
  private long term;

  /** Opens a store on an empty database, or on the one that the test already used. */
  protected abstract Store open(StoreSettings settings) throws Exception;

  /** A JDBC URL by which the open store's database can be looked at. */
  protected abstract String jdbcUrl();

  @BeforeEach
  void begin() throws Exception {
    store = open(StoreSettings.DEFAULT);
    term = await(store.beginTerm(NOON));
  }

  @AfterEach
  void end() {
    store.close();
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private CommitResult commit(StoreCommand... commands) {
    return await(store.commit(term, List.of(commands)));
  }

  private void assertRefused(StoreCommand... commands) {
    assertThatThrownBy(() -> commit(commands)).hasCauseInstanceOf(RefusedWriteException.class);
  }

  private TrialRecord trial(int number) {
    return store.queries().trial(new TrialId(JSB, number)).orElseThrow();
  }

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
  void reportsMakeACurveAndTheBestLoss() {
    commit(createJsb(), createTrial(1), start(1, 1));

    commit(report(1, 1, 1, 3.0), report(1, 1, 2, 1.0), report(1, 1, 3, 2.0));

    assertThat(trial(1).epochs()).isEqualTo(3);
    assertThat(trial(1).bestEpoch()).isEqualTo(2);
    assertThat(trial(1).bestValidationLoss()).hasValue(1.0);
    assertThat(trial(1).seconds()).isEqualTo(4.5);
    assertThat(store.queries().curve(FIRST))
        .extracting(CurvePoint::validationLoss)
        .containsExactly(OptionalDouble.of(3), OptionalDouble.of(1), OptionalDouble.of(2));
    assertThat(store.queries().curve(FIRST).get(1).metrics())
        .isEqualTo(new Metrics(Map.of("accuracy", 0.5)));
  }

  @Test
  void theBestLossIsTheGreatestWhereTheGoalIsToMaximise() {
    commit(Samples.create(JSB, 1, "jsb", Goal.MAXIMIZE), createTrial(1), start(1, 1));

    commit(report(1, 1, 1, 3.0), report(1, 1, 2, 1.0));

    assertThat(trial(1).bestValidationLoss()).hasValue(3.0);
    assertThat(trial(1).bestEpoch()).isEqualTo(1);
  }

  @Test
  void aRepetitionIsKeptApartFromTheTrialsOfTheSearch() {
    Repetition again = new Repetition(1, 2);
    commit(createJsb(), createTrial(1), start(1, 1), report(1, 1, 1, 2.0));
    commit(
        new StoreCommand.CreateTrial(
            new TrialId(JSB, 2), Samples.configuration("gru", 16), 9, Optional.of(again)),
        start(2, 1),
        report(2, 1, 1, 1.0));

    assertThat(trial(1).repeats()).isEmpty();
    assertThat(trial(2).repeats()).contains(again);
    ExperimentOverview overview = store.queries().overview(JSB).orElseThrow();
    assertThat(overview.total()).isEqualTo(1);
    assertThat(overview.count(TrialState.RUNNING)).isEqualTo(1);
    assertThat(overview.repetitions()).isEqualTo(new ExperimentOverview.Repetitions(1, 0));
  }

  @Test
  void aLossThatIsNotFiniteIsKeptAsNoneAndIsNeverBest() {
    commit(createJsb(), createTrial(1), start(1, 1));

    commit(
        report(1, 1, 1, 2.0),
        report(1, 1, 2, Double.NaN),
        report(1, 1, 3, Double.NEGATIVE_INFINITY));

    assertThat(trial(1).bestValidationLoss()).hasValue(2.0);
    assertThat(trial(1).epochs()).isEqualTo(3);
    assertThat(store.queries().curve(FIRST).get(1).validationLoss()).isEmpty();
    assertThat(store.queries().curve(FIRST).get(1).trainingLoss()).isEmpty();
  }

  @Test
  void measurementsThatAreNotFiniteAreLeftOut() {
    commit(createJsb(), createTrial(1), start(1, 1));
    Metrics metrics = new Metrics(Map.of("mae", 1.0, "mase", Double.POSITIVE_INFINITY));

    commit(new StoreCommand.AddReport(FIRST, 1, new EpochReport(1, 1, 1, 1, metrics, 1)));

    assertThat(store.queries().curve(FIRST).get(0).metrics())
        .isEqualTo(new Metrics(Map.of("mae", 1.0)));
  }

  @Test
  void theDatabaseItselfRefusesNotANumber() throws SQLException {
    commit(createJsb(), createTrial(1));

    try (Connection connection = DriverManager.getConnection(jdbcUrl());
        Statement statement = connection.createStatement()) {
      for (String value : List.of("NaN", "Infinity", "-Infinity")) {
        assertThatThrownBy(
                () ->
                    statement.execute(
                        "UPDATE trials SET best_validation_loss = CAST('"
                            + value
                            + "' AS DOUBLE PRECISION)"))
            .isInstanceOf(SQLException.class)
            // integrity constraint violation: check
            .extracting(e -> ((SQLException) e).getSQLState().substring(0, 2))
            .isEqualTo("23");
      }
    }
  }

  @Test
  void aReportThatComesTwiceIsStoredOnceAndCounted() {
    commit(createJsb(), createTrial(1), start(1, 1), report(1, 1, 1, 3.0), report(1, 1, 2, 2.0));

    CommitResult result = commit(report(1, 1, 1, 3.0), report(1, 1, 3, 1.0));

    assertThat(result).isEqualTo(new CommitResult(1, 0));
    assertThat(store.queries().curve(FIRST)).hasSize(3);
    assertThat(trial(1).epochs()).isEqualTo(3);
  }

  @Test
  void aReportThatComesTwiceInOneCommitIsStoredOnce() {
    commit(createJsb(), createTrial(1), start(1, 1));

    assertThat(commit(report(1, 1, 1, 3.0), report(1, 1, 1, 3.0)).duplicateReports()).isEqualTo(1);
    assertThat(store.queries().curve(FIRST)).hasSize(1);
  }

  @Test
  void aReportOfAReplacedAttemptIsDroppedAndCounted() {
    commit(createJsb(), createTrial(1), start(1, 1), report(1, 1, 1, 1.0));
    commit(lost(1, 1), start(1, 2));

    assertThat(commit(report(1, 1, 2, 0.5))).isEqualTo(new CommitResult(0, 1));
    assertThat(trial(1).bestValidationLoss()).isEmpty();
    assertThat(store.queries().curve(FIRST)).isEmpty();
  }

  private static StoreCommand checkpoint(int epoch) {
    return new StoreCommand.SetCheckpoint(FIRST, Optional.of(new StoredCheckpoint(HASH, epoch)));
  }

  @Test
  void anAttemptThatGoesOnKeepsTheReportsUpToItsCheckpoint() {
    commit(createJsb(), createTrial(1), start(1, 1));
    commit(report(1, 1, 1, 3.0), report(1, 1, 2, 1.0), report(1, 1, 3, 0.5), checkpoint(2));
    assertThat(trial(1).checkpoint()).contains(new StoredCheckpoint(HASH, 2));

    commit(lost(1, 1), resume(1, 2, 2));

    // of epoch 3 nothing counts any more; two epochs took 2 * 1.5 s
    assertThat(trial(1).epochs()).isEqualTo(2);
    assertThat(trial(1).bestEpoch()).isEqualTo(2);
    assertThat(trial(1).bestValidationLoss()).hasValue(1.0);
    assertThat(trial(1).seconds()).isEqualTo(3.0);
    assertThat(store.queries().attempts(FIRST))
        .extracting(AttemptRecord::fromEpoch)
        .containsExactly(0, 2);

    commit(resumedReport(2, 1, 3, 0.75), resumedReport(2, 2, 4, 2.0));

    assertThat(store.queries().curve(FIRST))
        .extracting(CurvePoint::attempt, CurvePoint::step, CurvePoint::epoch, CurvePoint::seconds)
        .containsExactly(
            tuple(1, 1, 1, 1.5), tuple(1, 2, 2, 3.0), tuple(2, 1, 3, 4.0), tuple(2, 2, 4, 5.0));
    assertThat(trial(1).epochs()).isEqualTo(4);
    assertThat(trial(1).bestEpoch()).isEqualTo(3);
    assertThat(trial(1).bestValidationLoss()).hasValue(0.75);
    assertThat(trial(1).seconds()).isEqualTo(5.0);
  }

  /** The epochs of an attempt that went on take a second each. */
  private static StoreCommand resumedReport(int attempt, int step, int epoch, double loss) {
    return new StoreCommand.AddReport(
        FIRST, attempt, new EpochReport(step, epoch, loss, loss, Metrics.NONE, step));
  }

  @Test
  void aThirdAttemptMayGoOnFromBeforeWhereTheSecondBegan() {
    commit(createJsb(), createTrial(1), start(1, 1));
    commit(report(1, 1, 1, 3.0), report(1, 1, 2, 1.0), checkpoint(2), lost(1, 1));
    commit(resume(1, 2, 2), resumedReport(2, 1, 3, 0.5), lost(1, 2));

    commit(resume(1, 3, 1));

    assertThat(store.queries().curve(FIRST)).extracting(CurvePoint::epoch).containsExactly(1);
    assertThat(trial(1).bestValidationLoss()).hasValue(3.0);
  }

  @Test
  void theBestOfTheReportsThatCountOnIsTheGreatestWhereTheGoalIsToMaximise() {
    commit(Samples.create(JSB, 1, "jsb", Goal.MAXIMIZE), createTrial(1), start(1, 1));
    commit(report(1, 1, 1, 3.0), report(1, 1, 2, 1.0), report(1, 1, 3, 9.0), lost(1, 1));

    commit(resume(1, 2, 2));

    assertThat(trial(1).bestValidationLoss()).hasValue(3.0);
    assertThat(trial(1).bestEpoch()).isEqualTo(1);
  }

  @Test
  void anAttemptCannotGoOnFromAnEpochWhoseReportIsNotStored() {
    commit(createJsb(), createTrial(1), start(1, 1), report(1, 1, 1, 3.0), lost(1, 1));

    assertRefused(resume(1, 2, 2));
    assertRefused(checkpoint(2));
  }

  @Test
  void aCheckpointIsReplacedAndRemoved() {
    commit(createJsb(), createTrial(1), start(1, 1));
    commit(report(1, 1, 1, 3.0), checkpoint(1), report(1, 1, 2, 2.0), checkpoint(2));
    assertThat(trial(1).checkpoint()).contains(new StoredCheckpoint(HASH, 2));

    commit(new StoreCommand.SetCheckpoint(FIRST, Optional.empty()));

    assertThat(trial(1).checkpoint()).isEmpty();
  }

  private static StoreCommand lost(int trial, int attempt) {
    return new StoreCommand.EndAttempt(
        new TrialId(JSB, trial),
        attempt,
        new AttemptEnd.WorkerLost(),
        Optional.empty(),
        new TrialProgress(TrialState.QUEUED, attempt, 0, 1, 0),
        NOON);
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
  void theSizeOfTheDataComesBack() {
    commit(createJsb());

    assertThat(store.queries().experiment(JSB).orElseThrow().submission().data())
        .isEqualTo(new DataSize(128, 1_000_000));
  }

  @Test
  void anAttemptThatIsNotNewerIsRefused() {
    commit(createJsb(), createTrial(1), start(1, 2));

    assertRefused(start(1, 2));
    assertRefused(start(1, 1));
  }

  @Test
  void nothingOfARefusedCommitStays() {
    commit(createJsb());

    assertRefused(createTrial(1), createTrial(2), start(3, 1));

    assertThat(store.queries().trials(JSB)).isEmpty();
  }

  @Test
  void aRefusedWriteLeavesThoseBesideItAlone() {
    commit(createJsb());
    List<CompletionStage<CommitResult>> answers = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      answers.add(store.commit(term, List.of(createTrial(i))));
      answers.add(store.commit(term, List.of(start(1000 + i, 1))));
    }

    for (int i = 0; i < answers.size(); i += 2) {
      await(answers.get(i));
      CompletionStage<CommitResult> wrong = answers.get(i + 1);
      assertThatThrownBy(() -> await(wrong)).hasCauseInstanceOf(RefusedWriteException.class);
    }
    assertThat(store.queries().trials(JSB)).hasSize(20);
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

  @Test
  void aNewTermRefusesTheWritesOfTheOlderOne() throws Exception {
    commit(createJsb());
    long newer = await(store.beginTerm(NOON));

    assertThat(newer).isEqualTo(term + 1);
    assertThat(store.queries().term()).isEqualTo(newer);
    assertThatThrownBy(() -> commit(createTrial(1)))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(StaleTermException.class)
        .hasMessageContaining("the current term is " + newer);
    assertThat(store.queries().trials(JSB)).isEmpty();
    await(store.commit(newer, List.of(createTrial(1))));
  }

  @Test
  void aWriteHandedInBeforeANewTermIsKeptAndOneAfterItIsRefused() {
    commit(createJsb());
    CompletionStage<CommitResult> before = store.commit(term, List.of(createTrial(1)));
    CompletionStage<Long> begun = store.beginTerm(NOON);
    CompletionStage<CommitResult> after = store.commit(term, List.of(createTrial(2)));

    await(before);
    await(begun);
    assertThatThrownBy(() -> await(after)).hasCauseInstanceOf(StaleTermException.class);
    assertThat(store.queries().trials(JSB)).hasSize(1);
  }

  @Test
  void thousandsOfWritesAtOnceAreAllStored() {
    commit(createJsb(), createTrial(1), start(1, 1));
    int reports = 2_000;

    List<CompletableFuture<CommitResult>> answers = new ArrayList<>();
    for (int step = 1; step <= reports; step++) {
      answers.add(
          store.commit(term, List.of(report(1, 1, step, 1.0 / step))).toCompletableFuture());
    }
    await(CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)));

    assertThat(store.queries().curve(FIRST)).hasSize(reports);
    assertThat(trial(1).bestEpoch()).isEqualTo(reports);
  }

  /** H2's plain files are closed for everybody by the interruption of one thread that reads. */
  @Test
  void anInterruptedReaderDoesNotBreakTheWriter() throws Exception {
    commit(createJsb(), createTrial(1), start(1, 1));
    for (int step = 1; step <= 200; step++) {
      var unused = store.commit(term, List.of(report(1, 1, step, 1.0)));
    }
    // After reopening nothing is cached, so that reading means reading the file.
    store.close();
    store = open(StoreSettings.DEFAULT);
    Thread reader =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              try {
                store.queries().curve(FIRST);
              } catch (RuntimeException e) {
                // Its own reading may fail.
              }
            });
    reader.start();
    reader.join();

    commit(report(1, 1, 201, 1.0));
    assertThat(store.queries().curve(FIRST)).hasSize(201);
  }

  @Test
  void whatWasAcknowledgedIsThereAfterReopening() throws Exception {
    commit(createJsb(), createTrial(1), start(1, 1), report(1, 1, 1, 1.0));
    store.close();

    store = open(StoreSettings.DEFAULT);

    assertThat(store.queries().curve(FIRST)).hasSize(1);
    assertThat(store.queries().term()).isEqualTo(term);
    assertThat(await(store.beginTerm(NOON))).isEqualTo(term + 1);
  }

  @Test
  void aClosedStoreAnswersWritesWithAFailure() throws Exception {
    store.close();

    assertThatThrownBy(() -> commit(createJsb())).hasCauseInstanceOf(StoreFailedException.class);

    store = open(StoreSettings.DEFAULT);
  }
}
