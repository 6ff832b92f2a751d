package io.cellsearch.coordinator.store;

import static io.cellsearch.coordinator.store.Samples.FIRST;
import static io.cellsearch.coordinator.store.Samples.NOON;
import static io.cellsearch.coordinator.store.Samples.report;
import static io.cellsearch.coordinator.store.StoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalDouble;
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
    database.create(folder);
    String url = database.jdbcUrl(folder);
    Flyway.configure()
        .dataSource(url, null, null)
        .locations(Database.MIGRATIONS)
        .target("5")
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO experiments (id, arrival, name, number, loss_sign, spec, submitted, resolved,
            resolved_sha256, reference_list, state, created_at)
          VALUES ('jsb', 1, 'jsb', 1, 1, '{}', '', '', '', '[]', 'RUNNING', CURRENT_TIMESTAMP)""");
      for (int trial = 1; trial <= 2; trial++) {
        insert(statement, trial);
      }
    }

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

      long term = await(store.beginTerm(NOON));
      await(store.commit(term, List.of(report(1, 2, 1, 9), report(1, 2, 2, 0.25))));

      assertThat(store.queries().curve(FIRST))
          .extracting(CurvePoint::step, CurvePoint::validationLoss)
          .containsExactly(
              tuple(1, OptionalDouble.of(0.5)),
              tuple(1, OptionalDouble.empty()),
              tuple(2, OptionalDouble.of(0.25)));
    }
  }

  /** A trial whose second attempt went on after the first of two epochs, and diverged. */
  private static void insert(Statement statement, int trial) throws Exception {
    statement.execute(
        """
        INSERT INTO trials (experiment, number, configuration, seed, state, attempt, failures,
          worker_losses, lone_crashes, epochs, best_epoch, seconds)
        VALUES ('jsb', %d, '{}', 7, 'RUNNING', 2, 0, 1, 0, 2, 1, 2.5)"""
            .formatted(trial));
    for (int attempt = 1; attempt <= 2; attempt++) {
      statement.execute(
          """
          INSERT INTO attempts (experiment, trial, attempt, kind, worker, term, started_at,
            from_epoch)
          VALUES ('jsb', %d, %d, 'TRAIN', 'worker-a', 0, CURRENT_TIMESTAMP, %d)"""
              .formatted(trial, attempt, attempt - 1));
    }
    statement.execute(
        """
        INSERT INTO reports (experiment, trial, attempt, step, epoch, training_loss,
          validation_loss, diverged, metrics, seconds)
        VALUES ('jsb', %1$d, 1, 1, 1, 0.75, 0.5, FALSE, '{}', 1.5),
          ('jsb', %1$d, 1, 2, 2, 0.5, 0.25, FALSE, '{}', 3.0),
          ('jsb', %1$d, 2, 1, 2, NULL, NULL, TRUE, '{}', 2.5)"""
            .formatted(trial));
  }
}
