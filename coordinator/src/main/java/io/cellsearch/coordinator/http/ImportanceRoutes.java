package io.cellsearch.coordinator.http;

import io.cellsearch.coordinator.store.ExperimentRecord;
import io.cellsearch.coordinator.store.StoreQueries;
import io.cellsearch.coordinator.store.TrialRecord;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.importance.Fanova;
import io.cellsearch.core.importance.Importance;
import io.cellsearch.core.importance.ImportanceMethod;
import io.cellsearch.core.importance.Observation;
import io.cellsearch.core.importance.PedAnova;
import io.cellsearch.core.trial.TrialState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/**
 * The importance of an experiment's parameters, read from the best losses of its completed trials
 * and of those stopped early.
 */
final class ImportanceRoutes {
  private static final String FANOVA = "fanova";
  private static final String PED_ANOVA = "ped-anova";

  private final StoreQueries queries;
  private final KnownExperiments experiments;

  ImportanceRoutes(StoreQueries queries) {
    this.queries = queries;
    this.experiments = new KnownExperiments(queries);
  }

  void add(RoutesConfig routes) {
    routes.get("/api/experiments/{id}/importance", this::importance);
  }

  private void importance(Context context) {
    ExperimentRecord experiment = experiments.require(context.pathParam("id"));
    ExperimentSpec spec = experiment.submission().spec();
    String name = Optional.ofNullable(context.queryParam("method")).orElse(FANOVA);
    ImportanceMethod method = method(name, spec);
    List<TrialRecord> trials = queries.trials(experiment.submission().id());
    List<Observation> observations = observations(trials);
    Importance found =
        observations.size() < Importance.LEAST_OBSERVATIONS
            ? new Importance(observations.size(), List.of(), List.of())
            : method.of(spec.space(), observations);
    String height = name.equals(FANOVA) ? "expected loss" : "density of the best over that of all";
    Answers.json(context, ImportanceView.of(experiment, name, height, found));
  }

  private static ImportanceMethod method(String name, ExperimentSpec spec) {
    return switch (name) {
      case FANOVA -> new Fanova(Fanova.Settings.STANDARD, spec.search().seed());
      case PED_ANOVA -> PedAnova.standard(spec.metric().goal());
      default ->
          throw ApiException.badRequest(
              "method must be one of %s and %s, but got %s".formatted(FANOVA, PED_ANOVA, name));
    };
  }

  private static List<Observation> observations(List<TrialRecord> trials) {
    return trials.stream()
        .filter(trial -> trial.repeats().isEmpty() && trial.bestValidationLoss().isPresent())
        .filter(ImportanceRoutes::isRanked)
        .map(
            trial ->
                new Observation(trial.configuration(), trial.bestValidationLoss().orElseThrow()))
        .toList();
  }

  private static boolean isRanked(TrialRecord trial) {
    TrialState state = trial.progress().state();
    return state == TrialState.COMPLETED || state == TrialState.STOPPED;
  }
}
