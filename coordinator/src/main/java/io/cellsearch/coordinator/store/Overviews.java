package io.cellsearch.coordinator.store;

import io.cellsearch.coordinator.store.ExperimentOverview.Repetitions;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/** Experiments with the counts of their trials, in three queries however many there are. */
final class Overviews {
  private Overviews() {}

  /** What the trials of one experiment add up to. */
  private record Sums(
      Map<TrialState, Integer> counts,
      OptionalDouble lowest,
      OptionalDouble highest,
      Repetitions repetitions) {
    static final Sums NONE = sum(List.of());
  }

  private record Resumes(String experiment, int count) {}

  private record Group(
      String experiment,
      boolean repeats,
      TrialState state,
      int count,
      OptionalDouble lowest,
      OptionalDouble highest) {}

  static List<ExperimentOverview> read(Handle handle, Optional<ExperimentId> only) {
    Map<String, Sums> sums = sums(handle, only);
    Map<String, Integer> resumes = resumes(handle, only);
    return handle
        .createQuery(
            """
            SELECT id, name, spec, max_trials, loss_sign, state, reason, created_at, finished_at
            FROM experiments WHERE CAST(:id AS VARCHAR(80)) IS NULL OR id = :id
            ORDER BY arrival DESC""")
        .bind("id", only.map(ExperimentId::value))
        .map(
            (row, context) ->
                overview(
                    row,
                    sums.getOrDefault(row.getString("id"), Sums.NONE),
                    resumes.getOrDefault(row.getString("id"), 0)))
        .list();
  }

  /** Pauses that a later training attempt of the trial followed; most trials have had but one. */
  private static Map<String, Integer> resumes(Handle handle, Optional<ExperimentId> only) {
    List<Resumes> counted =
        handle
            .createQuery(
                """
                SELECT t.experiment, SUM((
                  SELECT COUNT(*) FROM attempts a
                  WHERE a.experiment = t.experiment AND a.trial = t.number
                    AND a.attempt < t.attempt AND a.ending = 'paused')) AS resumes
                FROM trials t
                WHERE (CAST(:id AS VARCHAR(80)) IS NULL OR t.experiment = :id) AND t.attempt > 1
                GROUP BY t.experiment""")
            .bind("id", only.map(ExperimentId::value))
            .map((row, context) -> new Resumes(row.getString("experiment"), row.getInt("resumes")))
            .list();
    Map<String, Integer> byExperiment = new HashMap<>();
    counted.forEach(each -> byExperiment.put(each.experiment(), each.count()));
    return byExperiment;
  }

  private static Map<String, Sums> sums(Handle handle, Optional<ExperimentId> only) {
    List<Group> groups =
        handle
            .createQuery(
                """
                SELECT t.experiment, t.state, COUNT(*) AS trials, COUNT(t.repeats) AS repetitions,
                  MIN(s.best_validation_loss) AS lowest, MAX(s.best_validation_loss) AS highest
                FROM trials t LEFT JOIN report_sums s ON s.attempt = t.training
                WHERE CAST(:id AS VARCHAR(80)) IS NULL OR t.experiment = :id
                GROUP BY t.experiment, t.state, CASE WHEN t.repeats IS NULL THEN 0 ELSE 1 END""")
            .bind("id", only.map(ExperimentId::value))
            .map((row, context) -> group(row))
            .list();
    Map<String, List<Group>> byExperiment = new HashMap<>();
    for (Group group : groups) {
      byExperiment.computeIfAbsent(group.experiment(), id -> new ArrayList<>()).add(group);
    }
    Map<String, Sums> sums = new HashMap<>();
    byExperiment.forEach((id, members) -> sums.put(id, sum(members)));
    return sums;
  }

  private static Group group(ResultSet row) throws SQLException {
    return new Group(
        row.getString("experiment"),
        row.getInt("repetitions") > 0,
        TrialState.valueOf(row.getString("state")),
        row.getInt("trials"),
        Columns.optionalDouble(row, "lowest"),
        Columns.optionalDouble(row, "highest"));
  }

  private static Sums sum(List<Group> groups) {
    Map<TrialState, Integer> counts = new EnumMap<>(TrialState.class);
    int repetitions = 0;
    int done = 0;
    for (Group group : groups) {
      if (group.repeats()) {
        repetitions += group.count();
        done += group.state().terminal() ? group.count() : 0;
      } else {
        counts.put(group.state(), group.count());
      }
    }
    // A trial that was stopped early is never best while another one completed.
    TrialState ranked =
        counts.containsKey(TrialState.COMPLETED) ? TrialState.COMPLETED : TrialState.STOPPED;
    Optional<Group> best =
        groups.stream().filter(each -> !each.repeats() && each.state() == ranked).findFirst();
    return new Sums(
        counts,
        best.map(Group::lowest).orElse(OptionalDouble.empty()),
        best.map(Group::highest).orElse(OptionalDouble.empty()),
        new Repetitions(repetitions, done));
  }

  /** What was ordered holds before what the file says. */
  private static OptionalInt planned(ResultSet row, ExperimentSpec spec) throws SQLException {
    int ordered = row.getInt("max_trials");
    return row.wasNull() ? spec.limits().maxTrials() : OptionalInt.of(ordered);
  }

  private static ExperimentOverview overview(ResultSet row, Sums sums, int resumes)
      throws SQLException {
    ExperimentSpec spec = Columns.parse(row.getString("spec"), ExperimentSpec.class);
    return new ExperimentOverview(
        new ExperimentId(row.getString("id")),
        row.getString("name"),
        spec.labels(),
        ExperimentState.valueOf(row.getString("state")),
        Columns.optionalText(row, "reason"),
        spec.metric(),
        planned(row, spec),
        sums.counts(),
        resumes,
        row.getInt("loss_sign") > 0 ? sums.lowest() : sums.highest(),
        sums.repetitions(),
        Columns.instant(row, "created_at"),
        Columns.optionalInstant(row, "finished_at"));
  }
}
