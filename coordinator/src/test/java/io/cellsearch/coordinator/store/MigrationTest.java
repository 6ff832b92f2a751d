package io.cellsearch.coordinator.store;

import static io.cellsearch.coordinator.store.Samples.FIRST;
import static io.cellsearch.coordinator.store.Samples.JSB;
import static io.cellsearch.coordinator.store.Samples.NOON;
import static io.cellsearch.coordinator.store.Samples.report;
import static io.cellsearch.coordinator.store.Samples.start;
import static io.cellsearch.coordinator.store.StoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalDouble;
import org.assertj.core.groups.Tuple;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an earlier version wrote is there after its tables were changed. */
@Tag("unit")
final class MigrationTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void reportsOfWideRowsAreThereAndMoreCanFollow(UnderlyingDatabase database) throws Exception {
    write(
        database,
        "5",
        """
        INSERT INTO reports (experiment, trial, attempt, step, epoch, training_loss,
          validation_loss, diverged, metrics, seconds)
        VALUES ('jsb', %1$d, 1, 1, 1, 0.75, 0.5, FALSE, '{}', 1.5),
          ('jsb', %1$d, 1, 2, 2, 0.5, 0.25, FALSE, '{}', 3.0),
          ('jsb', %1$d, 2, 1, 2, NULL, NULL, TRUE, '{}', 2.5)""");

    assertAllIsThereAndMoreCanFollow(database);
  }

  @ParameterizedTest
  @EnumSource
  void sumsOfWideTrialsAreThereAndGoOn(UnderlyingDatabase database) throws Exception {
    write(
        database,
        "6",
        """
        INSERT INTO reports (id, epoch, training_loss, validation_loss, diverged, metrics, seconds)
        SELECT a.id * 4294967296 + w.step, w.epoch, w.training_loss, w.validation_loss, w.diverged,
          '{}', w.seconds
        FROM (VALUES (1, 1, 1, 0.75, 0.5, FALSE, 1.5), (1, 2, 2, 0.5, 0.25, FALSE, 3.0),
          (2, 1, 2, NULL, NULL, TRUE, 2.5)) w (attempt, step, epoch, training_loss,
          validation_loss, diverged, seconds)
        JOIN attempts a ON a.trial = %d AND a.attempt = w.attempt""");

    assertAllIsThereAndMoreCanFollow(database);
  }

  private void assertAllIsThereAndMoreCanFollow(UnderlyingDatabase database) throws Exception {
    try (Store store = database.open(folder, StoreSettings.DEFAULT)) {
      assertThat(store.queries().curve(FIRST))
          .extracting(
              CurvePoint::attempt,
              CurvePoint::step,
              CurvePoint::epoch,
              CurvePoint::validationLoss,
              CurvePoint::seconds)
          .containsExactly(
              tuple(1, 1, 1, OptionalDouble.of(0.5), 1.5),
              tuple(2, 1, 2, OptionalDouble.empty(), 2.5));
      assertSums(
          store,
          tuple(2, 1, OptionalDouble.of(0.5), 2.5),
          tuple(2, 1, OptionalDouble.of(0.5), 2.5),
          tuple(0, 0, OptionalDouble.empty(), 0.0));

      long term = await(store.beginTerm(NOON));
      await(
          store.commit(
              term,
              List.of(report(1, 2, 1, 9), report(1, 2, 3, 0.25), start(3, 1), report(3, 1, 1, 2))));

      assertThat(store.queries().curve(FIRST))
          .extracting(CurvePoint::step, CurvePoint::validationLoss)
          .containsExactly(
              tuple(1, OptionalDouble.of(0.5)),
              tuple(1, OptionalDouble.empty()),
              tuple(3, OptionalDouble.of(0.25)));
      // The second attempt took over an epoch of 1.5 s, to which its third adds 4.5 s.
      assertSums(
          store,
          tuple(3, 3, OptionalDouble.of(0.25), 6.0),
          tuple(2, 1, OptionalDouble.of(0.5), 2.5),
          tuple(1, 1, OptionalDouble.of(2), 1.5));
    }
  }

  /** Of each trial: epochs, the best of them, its loss, seconds. */
  private static void assertSums(Store store, Tuple... sums) {
    assertThat(store.queries().trials(JSB))
        .extracting(
            TrialRecord::epochs,
            TrialRecord::bestEpoch,
            TrialRecord::bestValidationLoss,
            TrialRecord::seconds)
        .containsExactly(sums);
  }

  /**
   * Two trials whose second attempts went on after the first of two epochs, and diverged, and one
   * that has not begun.
   *
   * @param reports SQL that inserts those of a trial, whose number it has a place for
   */
  private void write(UnderlyingDatabase database, String version, String reports) throws Exception {
    database.create(folder);
    String url = database.jdbcUrl(folder);
    Flyway.configure()
        .dataSource(url, null, null)
        .locations(Database.MIGRATIONS)
        .target(version)
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO experiments (id, arrival, name, number, loss_sign, spec, submitted, resolved,
            resolved_sha256, reference_list, state, created_at)
          VALUES ('jsb', 1, 'jsb', 1, 1, '{}', '', '', '', '[]', 'RUNNING', CURRENT_TIMESTAMP)""");
      statement.execute(
          """
          INSERT INTO trials (experiment, number, configuration, seed, state, attempt, failures,
            worker_losses, lone_crashes, epochs, best_epoch, best_validation_loss, seconds,
            kept_seconds)
          VALUES ('jsb', 1, '{}', 7, 'RUNNING', 2, 0, 1, 0, 2, 1, 0.5, 2.5, 1.5),
            ('jsb', 2, '{}', 7, 'RUNNING', 2, 0, 1, 0, 2, 1, 0.5, 2.5, 1.5),
            ('jsb', 3, '{}', 7, 'QUEUED', 0, 0, 0, 0, 0, 0, NULL, 0, 0)""");
      for (int trial = 1; trial <= 2; trial++) {
        statement.execute(
            """
            INSERT INTO attempts (experiment, trial, attempt, kind, worker, term, started_at,
              from_epoch)
            VALUES ('jsb', %1$d, 1, 'TRAIN', 'worker-a', 0, CURRENT_TIMESTAMP, 0),
              ('jsb', %1$d, 2, 'TRAIN', 'worker-a', 0, CURRENT_TIMESTAMP, 1)"""
                .formatted(trial));
        statement.execute(reports.formatted(trial));
      }
    }
  }
}
