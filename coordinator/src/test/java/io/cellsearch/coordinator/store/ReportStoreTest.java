package io.cellsearch.coordinator.store;

import static io.cellsearch.coordinator.store.Samples.FIRST;
import static io.cellsearch.coordinator.store.Samples.JSB;
import static io.cellsearch.coordinator.store.Samples.createJsb;
import static io.cellsearch.coordinator.store.Samples.createTrial;
import static io.cellsearch.coordinator.store.Samples.report;
import static io.cellsearch.coordinator.store.Samples.resume;
import static io.cellsearch.coordinator.store.Samples.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.Repetition;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.StoredCheckpoint;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a store keeps of the reports of trials. */
final class ReportStoreTest extends StoreContract {
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
    commit(createJsb(), createTrial(1), start(1, 1));

    try (Connection connection = DriverManager.getConnection(jdbcUrl());
        Statement statement = connection.createStatement()) {
      for (String value : List.of("NaN", "Infinity", "-Infinity")) {
        assertThatThrownBy(
                () ->
                    statement.execute(
                        "UPDATE report_sums SET best_validation_loss = CAST('"
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
  void aReportThatComesAfterALaterOneIsStoredAndTurnsNothingBack() {
    commit(createJsb(), createTrial(1), start(1, 1), report(1, 1, 1, 3.0), report(1, 1, 3, 2.0));

    CommitResult result = commit(report(1, 1, 2, 1.0), report(1, 1, 3, 2.0), report(1, 1, 4, 4.0));

    assertThat(result).isEqualTo(new CommitResult(1, 0));
    assertThat(store.queries().curve(FIRST))
        .extracting(CurvePoint::epoch)
        .containsExactly(1, 2, 3, 4);

    commit(report(1, 1, 2, 1.0));

    assertThat(trial(1).epochs()).isEqualTo(4);
    assertThat(trial(1).seconds()).isEqualTo(6.0);
    assertThat(trial(1).bestEpoch()).isEqualTo(2);
  }

  @Test
  void eachOfSeveralTrialsThatReportInTurnHasItsOwnCurve() {
    commit(createJsb(), createTrial(1), createTrial(2), start(1, 1), start(2, 1));
    for (int step = 1; step <= 60; step++) {
      commit(report(1, 1, step, step), report(2, 1, step, -step));
    }
    commit(lost(1, 1), resume(1, 2, 40));
    commit(resumedReport(2, 1, 41, 0.5), report(2, 1, 61, -61));

    assertThat(store.queries().curve(FIRST))
        .extracting(CurvePoint::attempt, CurvePoint::epoch, point -> loss(point))
        .containsExactlyElementsOf(
            Stream.concat(
                    IntStream.rangeClosed(1, 40).mapToObj(e -> tuple(1, e, (double) e)),
                    Stream.of(tuple(2, 41, 0.5)))
                .toList());
    assertThat(store.queries().curve(new TrialId(JSB, 2)))
        .extracting(CurvePoint::epoch, point -> loss(point))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 61).mapToObj(e -> tuple(e, (double) -e)).toList());
  }

  private static double loss(CurvePoint point) {
    return point.validationLoss().orElseThrow();
  }

  @Test
  void aReportOfAReplacedAttemptIsDroppedAndCounted() {
    commit(createJsb(), createTrial(1), start(1, 1), report(1, 1, 1, 1.0));
    commit(lost(1, 1), start(1, 2));

    assertThat(commit(report(1, 1, 2, 0.5))).isEqualTo(new CommitResult(0, 1));
    assertThat(trial(1).bestValidationLoss()).isEmpty();
    assertThat(store.queries().curve(FIRST)).isEmpty();
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
}
