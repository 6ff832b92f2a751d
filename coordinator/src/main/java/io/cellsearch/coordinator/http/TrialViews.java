package io.cellsearch.coordinator.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cellsearch.coordinator.store.AttemptRecord;
import io.cellsearch.coordinator.store.CurvePoint;
import io.cellsearch.coordinator.store.ExperimentRecord;
import io.cellsearch.coordinator.store.TrialRecord;
import io.cellsearch.core.experiment.ExperimentSpec.Metric;
import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.leaderboard.Entry;
import io.cellsearch.core.leaderboard.Leaderboard;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.Repetition;
import io.cellsearch.core.work.StoredCheckpoint;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Trials as the API shows them; an absent value is null. */
final class TrialViews {
  private static final String CELL = "model.cell";

  private TrialViews() {}

  record ListView(List<TrialView> trials) {}

  record TrialView(
      int trial,
      String state,
      String cell,
      Map<String, ParameterValue> parameters,
      long seed,
      int attempt,
      int failures,
      int workerLosses,
      int epochs,
      int bestEpoch,
      int checkpointEpoch,
      OptionalDouble validationLoss,
      OptionalDouble testLoss,
      Optional<String> model,
      double seconds,
      Optional<String> worker,
      Optional<Repetition> repeats,
      Optional<String> waitsFor) {}

  record PointView(
      int epoch,
      OptionalDouble trainingLoss,
      OptionalDouble validationLoss,
      Metrics metrics,
      double seconds) {}

  record AttemptView(
      int attempt,
      String kind,
      int fromEpoch,
      String worker,
      Instant startedAt,
      Optional<Instant> endedAt,
      Optional<String> end,
      Optional<String> cause,
      Optional<String> log) {}

  record DetailView(
      @JsonUnwrapped TrialView trial, List<PointView> curve, List<AttemptView> attempts) {}

  record RowView(
      OptionalInt rank,
      int trial,
      String cell,
      Map<String, ParameterValue> parameters,
      int epochs,
      OptionalDouble validationLoss,
      OptionalDouble testLoss,
      double seconds,
      String state,
      Optional<String> worker,
      Optional<ConfirmationView> confirmation,
      Optional<String> waitsFor) {}

  record LeaderboardView(
      String experiment,
      String metric,
      String goal,
      OptionalInt winner,
      List<Reference> references,
      List<RowView> rows) {}

  static ListView list(List<TrialRecord> trials) {
    return new ListView(trials.stream().map(TrialViews::trial).toList());
  }

  static TrialView trial(TrialRecord trial) {
    return new TrialView(
        trial.trial().number(),
        trial.progress().state().name(),
        cell(trial.configuration()),
        trial.configuration().values(),
        trial.seed(),
        trial.progress().attempt(),
        trial.progress().failures(),
        trial.progress().workerLosses(),
        trial.epochs(),
        trial.bestEpoch(),
        trial.checkpoint().map(StoredCheckpoint::epoch).orElse(0),
        trial.bestValidationLoss(),
        trial.testLoss(),
        trial.model(),
        trial.seconds(),
        trial.worker(),
        trial.repeats(),
        trial.waitsFor());
  }

  static PointView point(CurvePoint point) {
    return new PointView(
        point.epoch(),
        point.trainingLoss(),
        point.validationLoss(),
        point.metrics(),
        point.seconds());
  }

  static AttemptView attempt(AttemptRecord attempt) {
    return new AttemptView(
        attempt.attempt(),
        attempt.kind().name(),
        attempt.fromEpoch(),
        attempt.worker(),
        attempt.startedAt(),
        attempt.endedAt(),
        attempt.end(),
        attempt.cause(),
        attempt.log());
  }

  static LeaderboardView leaderboard(
      ExperimentRecord experiment, List<TrialRecord> trials, int top) {
    Metric metric = experiment.submission().spec().metric();
    Confirmations confirmations = Confirmations.of(trials);
    Map<Integer, String> reasons = new HashMap<>();
    for (TrialRecord trial : trials) {
      trial.waitsFor().ifPresent(reason -> reasons.put(trial.trial().number(), reason));
    }
    List<Entry> entries =
        trials.stream().filter(trial -> trial.repeats().isEmpty()).map(TrialRecord::entry).toList();
    return new LeaderboardView(
        experiment.submission().id().value(),
        metric.name(),
        ExperimentViews.goal(metric.goal()),
        experiment.state().terminal()
            ? confirmations.winner(metric.goal(), entries)
            : OptionalInt.empty(),
        experiment.submission().references(),
        Leaderboard.of(metric.goal(), entries).rows().stream()
            .limit(top)
            .map(
                row ->
                    row(
                        row,
                        confirmations.of(row.entry().trial().number()).map(ConfirmationView::of),
                        Optional.ofNullable(reasons.get(row.entry().trial().number()))))
            .toList());
  }

  /** The test loss is the mean over the repetitions where a trial is confirmed. */
  private static RowView row(
      Leaderboard.Row row, Optional<ConfirmationView> confirmation, Optional<String> waitsFor) {
    Entry entry = row.entry();
    return new RowView(
        row.rank(),
        entry.trial().number(),
        cell(entry.configuration()),
        entry.configuration().values(),
        entry.epochs(),
        entry.bestValidationLoss(),
        confirmation.map(ConfirmationView::mean).orElse(entry.testLoss()),
        entry.seconds(),
        entry.state().name(),
        entry.worker(),
        confirmation,
        waitsFor);
  }

  static String cell(Configuration configuration) {
    return configuration.find(CELL).map(ParameterValue::text).orElse("");
  }
}
