package io.cellsearch.coordinator.http;

import io.cellsearch.coordinator.store.ExperimentRecord;
import io.cellsearch.coordinator.store.StoreQueries;
import io.cellsearch.coordinator.store.TrialRecord;
import io.cellsearch.core.comparison.Comparison;
import io.cellsearch.core.comparison.Confirmation;
import io.cellsearch.core.comparison.Runs;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.trial.TrialId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two rows of leaderboards beside each other: of one experiment, or of two on the same task. */
final class ComparisonRoutes {
  private final StoreQueries queries;
  private final KnownExperiments experiments;

  ComparisonRoutes(StoreQueries queries) {
    this.queries = queries;
    this.experiments = new KnownExperiments(queries);
  }

  void add(RoutesConfig routes) {
    routes.get("/api/compare", this::compare);
  }

  private record Side(
      ExperimentRecord experiment, TrialRecord trial, Optional<Confirmation> found) {

    Runs runs() {
      return found.map(Confirmation::runs).orElse(new Runs(Map.of()));
    }

    ComparisonView.SideView view() {
      return new ComparisonView.SideView(
          experiment.submission().id().value(),
          trial.trial().number(),
          TrialViews.cell(trial.configuration()),
          trial.bestValidationLoss(),
          found.map(ConfirmationView::of));
    }
  }

  private void compare(Context context) {
    Side first = side(context, "first");
    Side second = side(context, "second");
    ExperimentSpec spec = first.experiment().submission().spec();
    ExperimentSpec other = second.experiment().submission().spec();
    if (!spec.task().equals(other.task()) || !spec.metric().equals(other.metric())) {
      throw ApiException.badRequest(
          "only trials of the same task, data and metric can be compared, but %s and %s differ"
              .formatted(spec.name(), other.name()));
    }
    Answers.json(
        context,
        new ComparisonView(
            spec.metric().name(),
            first.view(),
            second.view(),
            Comparison.of(first.runs(), second.runs()).map(ComparisonView.TestView::of)));
  }

  private Side side(Context context, String name) {
    TrialId id = id(name, Optional.ofNullable(context.queryParam(name)));
    ExperimentRecord experiment = experiments.require(id.experiment().value());
    List<TrialRecord> trials = queries.trials(id.experiment());
    TrialRecord trial =
        trials.stream()
            .filter(each -> each.trial().equals(id))
            .findFirst()
            .orElseThrow(() -> ApiException.notFound("no trial " + id + " is known"));
    trial
        .repeats()
        .ifPresent(
            repetition -> {
              throw ApiException.badRequest(
                  "%s must be a row of a leaderboard, but %s repeats trial %d"
                      .formatted(name, id, repetition.of()));
            });
    return new Side(experiment, trial, Confirmations.of(trials).of(id.number()));
  }

  private static TrialId id(String name, Optional<String> text) {
    try {
      return TrialId.parse(text.orElse(""));
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(
          "%s must be a trial like co2/7, but got %s".formatted(name, text.orElse("nothing")));
    }
  }
}
