package io.cellsearch.coordinator.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cellsearch.coordinator.store.ExperimentOverview;
import io.cellsearch.coordinator.store.ExperimentOverview.Repetitions;
import io.cellsearch.coordinator.store.ExperimentRecord;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.trial.TrialState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Experiments as the API shows them; an absent value is null. */
final class ExperimentViews {
  private ExperimentViews() {}

  record ListView(List<OverviewView> experiments) {}

  record CountsView(
      int total,
      OptionalInt planned,
      int queued,
      int running,
      int paused,
      int completed,
      int stopped,
      int diverged,
      int failed,
      int cancelled) {}

  record OverviewView(
      String id,
      String name,
      List<String> labels,
      String state,
      Optional<String> reason,
      String metric,
      String goal,
      CountsView trials,
      int resumes,
      OptionalDouble bestValidationLoss,
      Repetitions repetitions,
      Instant createdAt,
      Optional<Instant> finishedAt) {}

  record DetailView(
      @JsonUnwrapped OverviewView overview,
      List<Reference> references,
      ExperimentSpec spec,
      String resolved,
      String resolvedSha256) {}

  static ListView list(List<ExperimentOverview> experiments) {
    return new ListView(experiments.stream().map(ExperimentViews::overview).toList());
  }

  static OverviewView overview(ExperimentOverview experiment) {
    return new OverviewView(
        experiment.id().value(),
        experiment.name(),
        experiment.labels(),
        experiment.state().name(),
        experiment.reason(),
        experiment.metric().name(),
        goal(experiment.metric().goal()),
        counts(experiment),
        experiment.resumes(),
        experiment.bestValidationLoss(),
        experiment.repetitions(),
        experiment.createdAt(),
        experiment.finishedAt());
  }

  static DetailView detail(ExperimentOverview overview, ExperimentRecord experiment) {
    return new DetailView(
        overview(overview),
        experiment.submission().references(),
        experiment.submission().spec(),
        experiment.submission().resolved(),
        experiment.submission().resolvedSha256());
  }

  /** As experiment files write it. */
  static String goal(Goal goal) {
    return goal.name().toLowerCase(Locale.ROOT);
  }

  private static CountsView counts(ExperimentOverview experiment) {
    return new CountsView(
        experiment.total(),
        experiment.planned(),
        experiment.count(TrialState.QUEUED),
        experiment.count(TrialState.RUNNING),
        experiment.count(TrialState.PAUSED),
        experiment.count(TrialState.COMPLETED),
        experiment.count(TrialState.STOPPED),
        experiment.count(TrialState.DIVERGED),
        experiment.count(TrialState.FAILED),
        experiment.count(TrialState.CANCELLED));
  }
}
