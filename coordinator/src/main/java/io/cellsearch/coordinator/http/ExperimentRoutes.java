package io.cellsearch.coordinator.http;

import io.cellsearch.coordinator.store.ExperimentRecord;
import io.cellsearch.coordinator.store.StoreQueries;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** What is known of experiments and trials. */
final class ExperimentRoutes {
  private final StoreQueries queries;
  private final KnownExperiments experiments;

  ExperimentRoutes(StoreQueries queries) {
    this.queries = queries;
    this.experiments = new KnownExperiments(queries);
  }

  void add(RoutesConfig routes) {
    routes.get("/api/experiments", this::list);
    routes.get("/api/experiments/{id}", this::detail);
    routes.get("/api/experiments/{id}/trials", this::trials);
    routes.get("/api/experiments/{id}/trials/{number}", this::trial);
    routes.get("/api/experiments/{id}/leaderboard", this::leaderboard);
  }

  private void list(Context context) {
    Answers.json(context, ExperimentViews.list(queries.experiments()));
  }

  private void detail(Context context) {
    ExperimentRecord experiment = require(context);
    ExperimentId id = experiment.submission().id();
    Answers.json(context, ExperimentViews.detail(queries.overview(id).orElseThrow(), experiment));
  }

  private void trials(Context context) {
    ExperimentId id = require(context).submission().id();
    Answers.json(context, TrialViews.list(queries.trials(id)));
  }

  private void trial(Context context) {
    ExperimentId experiment = require(context).submission().id();
    int number = positive("a trial number", context.pathParam("number"));
    TrialId id = new TrialId(experiment, number);
    TrialViews.TrialView trial =
        queries
            .trial(id)
            .map(TrialViews::trial)
            .orElseThrow(() -> ApiException.notFound("no trial " + id + " is known"));
    Answers.json(
        context,
        new TrialViews.DetailView(
            trial,
            queries.curve(id).stream().map(TrialViews::point).toList(),
            queries.attempts(id).stream().map(TrialViews::attempt).toList()));
  }

  private void leaderboard(Context context) {
    ExperimentRecord experiment = require(context);
    String top = context.queryParam("top");
    int limit = top == null ? Integer.MAX_VALUE : positive("top", top);
    Answers.json(
        context,
        TrialViews.leaderboard(experiment, queries.trials(experiment.submission().id()), limit));
  }

  private ExperimentRecord require(Context context) {
    return experiments.require(context.pathParam("id"));
  }

  static int positive(String name, String text) {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw ApiException.badRequest(name + " must be a whole number from 1");
    }
    return Integer.parseInt(text);
  }
}
