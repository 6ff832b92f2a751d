package io.cellsearch.frames;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.search.SearchEvent;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import java.util.List;
import java.util.Map;

/**
 * Teaches Jackson the shared values without annotating them: core knows nothing of JSON. The same
 * module serves the wire, the pipes and the store. It needs the modules of {@code
 * java.util.Optional} and {@code java.time} beside it.
 */
public final class CellsearchModule extends SimpleModule {
  private static final long serialVersionUID = 1;

  public CellsearchModule() {
    super("cellsearch");
    addSerializer(ParameterValue.class, new ParameterValueJson.Writer());
    addDeserializer(ParameterValue.class, new ParameterValueJson.Reader());
    setMixInAnnotation(ExperimentId.class, ExperimentIdMixin.class);
    setMixInAnnotation(TrialId.class, TrialIdMixin.class);
    setMixInAnnotation(Configuration.class, ConfigurationMixin.class);
    setMixInAnnotation(Metrics.class, MetricsMixin.class);
    setMixInAnnotation(Domain.class, DomainMixin.class);
    setMixInAnnotation(Task.class, TaskMixin.class);
    setMixInAnnotation(SearchSettings.class, SearchSettingsMixin.class);
    setMixInAnnotation(StoppingSettings.class, StoppingSettingsMixin.class);
    setMixInAnnotation(Assignment.class, AssignmentMixin.class);
    setMixInAnnotation(Assignment.Kind.class, AssignmentKindMixin.class);
    setMixInAnnotation(Outcome.class, OutcomeMixin.class);
    setMixInAnnotation(SearchEvent.class, SearchEventMixin.class);
  }

  private abstract static class ExperimentIdMixin {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    ExperimentIdMixin(String value) {}

    @JsonValue
    abstract String value();
  }

  private abstract static class TrialIdMixin {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static TrialId parse(String text) {
      return TrialId.parse(text);
    }

    @Override
    @JsonValue
    public abstract String toString();
  }

  private abstract static class ConfigurationMixin {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    ConfigurationMixin(Map<String, ParameterValue> values) {}

    @JsonValue
    abstract Map<String, ParameterValue> values();
  }

  private abstract static class MetricsMixin {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    MetricsMixin(Map<String, Double> values) {}

    @JsonValue
    abstract Map<String, Double> values();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Domain.Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = Domain.RealRange.class, name = "real"),
    @JsonSubTypes.Type(value = Domain.IntRange.class, name = "int"),
    @JsonSubTypes.Type(value = Domain.Choice.class, name = "choice")
  })
  private interface DomainMixin {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Task.Forecast.class, name = "forecast"),
    @JsonSubTypes.Type(value = Task.Polyphony.class, name = "polyphony")
  })
  private interface TaskMixin {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "algorithm")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = SearchSettings.Random.class, name = "random"),
    @JsonSubTypes.Type(value = SearchSettings.Grid.class, name = "grid"),
    @JsonSubTypes.Type(value = SearchSettings.Sobol.class, name = "sobol"),
    @JsonSubTypes.Type(value = SearchSettings.Tpe.class, name = "tpe"),
    @JsonSubTypes.Type(value = SearchSettings.Bohb.class, name = "bohb"),
    @JsonSubTypes.Type(value = SearchSettings.Gp.class, name = "gp"),
    @JsonSubTypes.Type(value = SearchSettings.Cmaes.class, name = "cmaes"),
    @JsonSubTypes.Type(
        value = SearchSettings.RegularizedEvolution.class,
        name = "regularized-evolution"),
    @JsonSubTypes.Type(value = SearchSettings.Ladder.class, name = "ladder"),
    @JsonSubTypes.Type(value = SearchSettings.PointsFirst.class, name = "points-first")
  })
  private interface SearchSettingsMixin {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "algorithm")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = StoppingSettings.None.class, name = "none"),
    @JsonSubTypes.Type(value = StoppingSettings.Asha.class, name = "asha"),
    @JsonSubTypes.Type(value = StoppingSettings.AshaPromotion.class, name = "asha-promotion"),
    @JsonSubTypes.Type(value = StoppingSettings.Hyperband.class, name = "hyperband"),
    @JsonSubTypes.Type(value = StoppingSettings.Pasha.class, name = "pasha"),
    @JsonSubTypes.Type(value = StoppingSettings.Median.class, name = "median")
  })
  private interface StoppingSettingsMixin {}

  private interface AssignmentMixin {
    @JsonIgnore
    List<String> artifacts();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Assignment.Kind.Train.class, name = "train"),
    @JsonSubTypes.Type(value = Assignment.Kind.Evaluate.class, name = "evaluate")
  })
  private interface AssignmentKindMixin {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Trained.class, name = "trained"),
    @JsonSubTypes.Type(value = Outcome.Paused.class, name = "paused"),
    @JsonSubTypes.Type(value = Outcome.Evaluated.class, name = "evaluated"),
    @JsonSubTypes.Type(value = Outcome.Diverged.class, name = "diverged"),
    @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Outcome.RunnerLost.class, name = "runner-lost")
  })
  private interface OutcomeMixin {}

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = SearchEvent.TrialRequested.class, name = "trial-requested"),
    @JsonSubTypes.Type(value = SearchEvent.Reported.class, name = "reported"),
    @JsonSubTypes.Type(value = SearchEvent.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = SearchEvent.TimeOver.class, name = "time-over"),
    @JsonSubTypes.Type(value = SearchEvent.Drained.class, name = "drained"),
    @JsonSubTypes.Type(value = SearchEvent.Extended.class, name = "extended"),
    @JsonSubTypes.Type(value = SearchEvent.Requeued.class, name = "requeued"),
    @JsonSubTypes.Type(value = SearchEvent.Cancelled.class, name = "cancelled")
  })
  private interface SearchEventMixin {}
}
