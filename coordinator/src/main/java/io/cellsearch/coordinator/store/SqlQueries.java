package io.cellsearch.coordinator.store;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** The reads in SQL. */
final class SqlQueries implements StoreQueries {
  /** Trials with what their reports add up to; null where none has begun to train. */
  private static final String TRIALS =
      """
      SELECT t.*, s.epochs, s.seconds, s.best_epoch, s.best_validation_loss
      FROM trials t LEFT JOIN report_sums s ON s.attempt = t.training""";

  private final Jdbi jdbi;

  SqlQueries(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public long term() {
    return jdbi.withHandle(
        handle -> handle.createQuery("SELECT term FROM current_term").mapTo(Long.class).one());
  }

  @Override
  public NextExperiment nextExperiment(String name) {
    return jdbi.withHandle(
        handle -> {
          int number =
              handle
                  .createQuery(
                      "SELECT COALESCE(MAX(number), 0) FROM experiments WHERE name = :name")
                  .bind("name", name)
                  .mapTo(Integer.class)
                  .one();
          // Another experiment may be called co2-2 by its own file.
          while (true) {
            number++;
            ExperimentId id = new ExperimentId(number == 1 ? name : name + "-" + number);
            boolean taken =
                handle
                    .createQuery("SELECT 1 FROM experiments WHERE id = :id")
                    .bind("id", id.value())
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent();
            if (!taken) {
              return new NextExperiment(id, number);
            }
          }
        });
  }

  @Override
  public List<ExperimentOverview> experiments() {
    return jdbi.withHandle(handle -> Overviews.read(handle, Optional.empty()));
  }

  @Override
  public Optional<ExperimentOverview> overview(ExperimentId experiment) {
    return jdbi.withHandle(
        handle -> Overviews.read(handle, Optional.of(experiment)).stream().findFirst());
  }

  @Override
  public Optional<ExperimentRecord> experiment(ExperimentId experiment) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM experiments WHERE id = :id")
                .bind("id", experiment.value())
                .map((row, context) -> Rows.experiment(row))
                .findOne());
  }

  @Override
  public List<ExperimentRecord> running() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM experiments WHERE state IN ('RUNNING', 'PAUSED', 'STOPPING')
                    ORDER BY arrival""")
                .map((row, context) -> Rows.experiment(row))
                .list());
  }

  @Override
  public List<String> searchEvents(ExperimentId experiment) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT event FROM search_events WHERE experiment = :id ORDER BY sequence")
                .bind("id", experiment.value())
                .mapTo(String.class)
                .list());
  }

  @Override
  public List<TrialRecord> trials(ExperimentId experiment) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(TRIALS + " WHERE t.experiment = :id ORDER BY t.number")
                .bind("id", experiment.value())
                .map((row, context) -> Rows.trial(row))
                .list());
  }

  @Override
  public Optional<TrialRecord> trial(TrialId trial) {
    return jdbi.withHandle(
        handle ->
            of(
                    trial,
                    handle.createQuery(
                        TRIALS + " WHERE t.experiment = :experiment AND t.number = :trial"))
                .map((row, context) -> Rows.trial(row))
                .findOne());
  }

  @Override
  public List<CurvePoint> curve(TrialId trial) {
    return jdbi.withHandle(handle -> Curve.read(handle, trial));
  }

  @Override
  public List<AttemptRecord> attempts(TrialId trial) {
    return jdbi.withHandle(
        handle ->
            of(
                    trial,
                    handle.createQuery(
                        """
                    SELECT * FROM attempts WHERE experiment = :experiment AND trial = :trial
                    ORDER BY attempt"""))
                .map((row, context) -> Rows.attempt(row))
                .list());
  }

  @Override
  public List<LeaseRecord> leases() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT l.*, a.kind FROM leases l JOIN attempts a ON a.experiment = l.experiment
                      AND a.trial = l.trial AND a.attempt = l.attempt
                    ORDER BY l.experiment, l.trial, l.attempt""")
                .map((row, context) -> Rows.lease(row))
                .list());
  }

  @Override
  public Set<String> artifacts() {
    return jdbi.withHandle(
        handle -> {
          Set<String> names =
              new HashSet<>(
                  handle
                      .createQuery(
                          """
                          SELECT model FROM trials WHERE model IS NOT NULL
                          UNION SELECT checkpoint FROM trials WHERE checkpoint IS NOT NULL""")
                      .mapTo(String.class)
                      .list());
          handle
              .createQuery("SELECT spec FROM experiments")
              .mapTo(String.class)
              .forEach(spec -> names.add(Columns.parse(spec, ExperimentSpec.class).task().data()));
          return names;
        });
  }

  private static Query of(TrialId trial, Query query) {
    return query.bind("experiment", trial.experiment().value()).bind("trial", trial.number());
  }
}
