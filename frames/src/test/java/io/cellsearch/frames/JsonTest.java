package io.cellsearch.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.ExperimentSpec.DeviceWish;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.experiment.ExperimentSpec.Limits;
import io.cellsearch.core.experiment.ExperimentSpec.Metric;
import io.cellsearch.core.experiment.ExperimentSpec.Resources;
import io.cellsearch.core.experiment.ExperimentSpec.Retry;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.search.SearchEvent;
import io.cellsearch.core.space.Condition;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import io.cellsearch.core.trial.TrialId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class JsonTest {

  @Test
  void anExperimentWithEveryKindOfValueSurvivesTheWay() throws JsonProcessingException {
    ExperimentSpec spec =
        spec(
            new StoppingSettings.Asha(3, 4, StoppingSettings.Variant.QUANTILE),
            new Limits(
                60, OptionalInt.of(16), OptionalInt.of(10), Optional.of(Duration.ofMinutes(90))),
            new Retry(3, OptionalInt.of(5)));

    assertThat(roundTrip(spec, ExperimentSpec.class)).isEqualTo(spec);
  }

  @Test
  void anExperimentOfBeforeConfirmationsConfirmsNothing() throws JsonProcessingException {
    ExperimentSpec spec =
        spec(
            new StoppingSettings.None(),
            new Limits(20, OptionalInt.empty(), OptionalInt.empty(), Optional.empty()),
            new Retry(0, OptionalInt.empty()));
    ObjectNode stored = Json.mapper().valueToTree(spec);
    stored.remove("confirm");

    assertThat(Json.mapper().treeToValue(stored, ExperimentSpec.class)).isEqualTo(spec);
  }

  @Test
  void whatIsUnlimitedStaysSo() throws JsonProcessingException {
    ExperimentSpec spec =
        spec(
            new StoppingSettings.None(),
            new Limits(20, OptionalInt.empty(), OptionalInt.empty(), Optional.empty()),
            new Retry(0, OptionalInt.empty()));

    assertThat(roundTrip(spec, ExperimentSpec.class)).isEqualTo(spec);
  }

  @Test
  void everySearchIsStoredUnderItsName() throws JsonProcessingException {
    ParameterValue rate = new ParameterValue.Real(0.01);
    SearchSettings tpe = new SearchSettings.Tpe(5, 10, 24);
    Map<String, SearchSettings> named =
        Map.of(
            "random", new SearchSettings.Random(1),
            "grid", new SearchSettings.Grid(2),
            "sobol", new SearchSettings.Sobol(3),
            "tpe", tpe,
            "gp", new SearchSettings.Gp(6, 10),
            "cmaes", new SearchSettings.Cmaes(7, 0.3, OptionalInt.of(12)),
            "regularized-evolution", new SearchSettings.RegularizedEvolution(8, 20, 5),
            "ladder", new SearchSettings.Ladder(9, SearchSettings.Ladder.Model.GP, 1, 3),
            "points-first",
                new SearchSettings.PointsFirst(
                    List.of(new Configuration(Map.of("training.learning_rate", rate))), tpe));
    for (Map.Entry<String, SearchSettings> entry : named.entrySet()) {
      assertThat(Json.mapper().writerFor(SearchSettings.class).writeValueAsString(entry.getValue()))
          .startsWith("{\"algorithm\":\"" + entry.getKey() + "\"");
      assertThat(roundTrip(entry.getValue(), SearchSettings.class)).isEqualTo(entry.getValue());
    }
  }

  @Test
  void everyStoppingRuleIsStoredUnderItsName() throws JsonProcessingException {
    StoppingSettings.Variant variant = StoppingSettings.Variant.OPTUNA;
    Map<String, StoppingSettings> named =
        Map.of(
            "none", new StoppingSettings.None(),
            "asha", new StoppingSettings.Asha(1, 3, variant),
            "asha-promotion", new StoppingSettings.AshaPromotion(1, 3),
            "hyperband", new StoppingSettings.Hyperband(1, 3, variant),
            "pasha", new StoppingSettings.Pasha(1, 3),
            "median", new StoppingSettings.Median(5, 2));
    for (Map.Entry<String, StoppingSettings> entry : named.entrySet()) {
      assertThat(
              Json.mapper().writerFor(StoppingSettings.class).writeValueAsString(entry.getValue()))
          .startsWith("{\"algorithm\":\"" + entry.getKey() + "\"");
      assertThat(roundTrip(entry.getValue(), StoppingSettings.class)).isEqualTo(entry.getValue());
    }
  }

  @Test
  void theWholeNumberOneDoesNotBecomeTheRealNumberOne() throws JsonProcessingException {
    assertThat(Json.mapper().writeValueAsString(new ParameterValue.Int(1))).isEqualTo("1");
    assertThat(Json.mapper().writeValueAsString(new ParameterValue.Real(1))).isEqualTo("1.0");
    assertThat(Json.mapper().readValue("1", ParameterValue.class))
        .isEqualTo(new ParameterValue.Int(1));
    assertThat(Json.mapper().readValue("1.0", ParameterValue.class))
        .isEqualTo(new ParameterValue.Real(1));
    assertThat(Json.mapper().readValue("1E-5", ParameterValue.class))
        .isEqualTo(new ParameterValue.Real(1e-5));
  }

  @Test
  void aTrialIsWrittenAsExperimentAndNumber() throws JsonProcessingException {
    TrialId trial = TrialId.parse("co2-2/13");

    assertThat(Json.mapper().writeValueAsString(trial)).isEqualTo("\"co2-2/13\"");
    assertThat(roundTrip(trial, TrialId.class)).isEqualTo(trial);
  }

  @Test
  void unknownKeysAndMissingNumbersAreErrors() {
    assertThatThrownBy(() -> Json.mapper().readValue("{\"name\":\"a\",\"x\":1}", Metric.class))
        .hasMessageContaining("x");
    assertThatThrownBy(() -> Json.mapper().readValue("{\"maxRestarts\":null}", Retry.class))
        .hasMessageContaining("maxRestarts");
  }

  @Test
  void theRulesOfAValueHoldWhenItIsRead() {
    String json = "{\"type\":\"real\",\"min\":2.0,\"max\":1.0,\"scale\":\"LINEAR\"}";

    assertThatThrownBy(() -> Json.mapper().readValue(json, Domain.class))
        .hasMessageContaining("min < max");
  }

  @Test
  void ordersInAJournalComeBackAsTheyWereAndTellTheirKind() throws Exception {
    for (SearchEvent order :
        List.of(
            new SearchEvent.Drained(),
            new SearchEvent.Extended(40),
            new SearchEvent.Requeued(7),
            new SearchEvent.Cancelled())) {
      assertThat(roundTrip(order, SearchEvent.class)).isEqualTo(order);
    }
    assertThat(
            Json.mapper()
                .writerFor(SearchEvent.class)
                .writeValueAsString(new SearchEvent.Extended(40)))
        .isEqualTo("{\"event\":\"extended\",\"maxTrials\":40}");
  }

  @Test
  void rulesAndReportsOfTimeKeepTheirSeconds() throws JsonProcessingException {
    StoppingSettings rule =
        new StoppingSettings.AshaPromotion(10, 3, Optional.of(Duration.ofMinutes(5)));
    SearchEvent report = new SearchEvent.Reported(1, 2, 0.5, OptionalDouble.of(12.25));

    assertThat(roundTrip(rule, StoppingSettings.class)).isEqualTo(rule);
    assertThat(roundTrip(report, SearchEvent.class)).isEqualTo(report);
  }

  /** As builds before the resource of time wrote them. */
  @Test
  void storedRulesAndReportsWithoutATimeCountEpochs() throws JsonProcessingException {
    assertThat(
            Json.mapper()
                .readValue(
                    "{\"algorithm\":\"asha-promotion\",\"gracePeriod\":1,\"reductionFactor\":3}",
                    StoppingSettings.class))
        .isEqualTo(new StoppingSettings.AshaPromotion(1, 3));
    assertThat(
            Json.mapper()
                .readValue(
                    "{\"algorithm\":\"ladder\",\"seed\":1,\"model\":\"GP\",\"firstRung\":1,\"finalists\":3}",
                    SearchSettings.class))
        .isEqualTo(new SearchSettings.Ladder(1, SearchSettings.Ladder.Model.GP, 1, 3));
    String report = "{\"event\":\"reported\",\"trial\":1,\"epoch\":2,\"loss\":0.5}";
    assertThat(Json.mapper().readValue(report, SearchEvent.class))
        .isEqualTo(new SearchEvent.Reported(1, 2, 0.5));
    assertThat(
            Json.mapper()
                .writerFor(SearchEvent.class)
                .writeValueAsString(new SearchEvent.Reported(1, 2, 0.5)))
        .isEqualTo(report);
  }

  private static ExperimentSpec spec(StoppingSettings stopping, Limits limits, Retry retry) {
    return new ExperimentSpec(
        "jsb-cells",
        List.of("music", "greff"),
        new Task.Polyphony("ab".repeat(32)),
        new Metric("validation_loss", Goal.MINIMIZE),
        space(),
        new SearchSettings.Random(42),
        stopping,
        limits,
        retry,
        new Resources(DeviceWish.CPU, 1, 50, 1.5),
        Map.of("mine", "state h\nh' = tanh(W x + U h + b)"));
  }

  private static SearchSpace space() {
    ParameterValue lstm = new ParameterValue.Text("lstm-peephole");
    return new SearchSpace(
        List.of(
            Parameter.of(
                "model.cell", new Domain.Choice(List.of(lstm, new ParameterValue.Text("gru")))),
            new Parameter(
                "model.peephole_i",
                new Domain.Choice(
                    List.of(new ParameterValue.Flag(true), new ParameterValue.Flag(false))),
                List.of(new Condition("model.cell", List.of(lstm)))),
            Parameter.of("model.units", new Domain.IntRange(8, 64, Domain.Scale.LOG, 1)),
            Parameter.of(
                "model.dropout",
                new Domain.RealRange(0, 0.5, Domain.Scale.LINEAR, OptionalDouble.of(0.1))),
            Parameter.of(
                "training.learning_rate",
                new Domain.RealRange(1e-4, 3e-2, Domain.Scale.LOG, OptionalDouble.empty())),
            Parameter.of(
                ExperimentSpec.MAX_EPOCHS, new Domain.Constant(new ParameterValue.Int(27)))));
  }

  private static <T> T roundTrip(T value, Class<T> type) throws JsonProcessingException {
    return Json.mapper().readValue(Json.mapper().writeValueAsString(value), type);
  }
}
