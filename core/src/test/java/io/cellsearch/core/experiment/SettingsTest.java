package io.cellsearch.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.core.Specs;
import io.cellsearch.core.experiment.StoppingSettings.Variant;
import io.cellsearch.core.space.Condition;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class SettingsTest {
  private static final ParameterValue LSTM = new ParameterValue.Text("lstm");
  private static final ParameterValue GRU = new ParameterValue.Text("gru");
  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              Parameter.of("cell", new Domain.Choice(List.of(LSTM, GRU))),
              new Parameter(
                  "forget_bias",
                  new Domain.RealRange(0, 2, Scale.LINEAR, OptionalDouble.of(0.5)),
                  List.of(new Condition("cell", List.of(LSTM))))));

  private static void refused(Supplier<Object> settings, String message) {
    assertThatThrownBy(settings::get)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void optionsOutOfTheirRangeNameTheRuleAndTheValue() {
    refused(() -> new SearchSettings.Tpe(1, 0, 24), "startup_trials >= 1 must hold, but got 0");
    refused(() -> new SearchSettings.Tpe(1, 10, 0), "candidates >= 1 must hold, but got 0");
    refused(
        () -> new SearchSettings.Bohb(1, 1, 0.15, 64),
        "0 <= random_fraction < 1 must hold, but got 1.0");
    refused(() -> new SearchSettings.Bohb(1, 0, 0, 64), "0 < top_share < 1 must hold, but got 0.0");
    refused(() -> new SearchSettings.Bohb(1, 0, 0.15, 0), "candidates >= 1 must hold, but got 0");
    refused(() -> new SearchSettings.Gp(1, 1), "startup_trials >= 2 must hold, but got 1");
    refused(
        () -> new SearchSettings.Cmaes(1, 0, OptionalInt.empty()),
        "0 < sigma <= 1 must hold, but got 0.0");
    refused(
        () -> new SearchSettings.Cmaes(1, 0.3, OptionalInt.of(3)),
        "population_size >= 4 must hold, but got 3");
    refused(
        () -> new SearchSettings.RegularizedEvolution(1, 4, 5),
        "tournament_size <= population_size must hold, but got 5 and 4");
    refused(
        () -> new SearchSettings.Ladder(1, SearchSettings.Ladder.Model.GP, 0, 3),
        "first_rung >= 1 must hold, but got 0");
    refused(
        () -> new StoppingSettings.Asha(0, 3, Variant.OPTUNA),
        "grace_period >= 1 must hold, but got 0");
    refused(
        () -> new StoppingSettings.Hyperband(1, 1, Variant.OPTUNA),
        "reduction_factor >= 2 must hold, but got 1");
    refused(() -> new StoppingSettings.Median(5, -1), "warmup_epochs >= 0 must hold, but got -1");
  }

  @Test
  void aLadderBesideAnotherRuleIsRefused() {
    SearchSettings ladder = new SearchSettings.Ladder(1, SearchSettings.Ladder.Model.GP, 1, 3);

    assertThat(
            Specs.of(3, SPACE, ladder, new StoppingSettings.AshaPromotion(1, 3))
                .refusal()
                .orElseThrow())
        .isEqualTo(
            "the ladder pauses and promotes by itself, so early stopping must be none, but got "
                + "AshaPromotion[gracePeriod=1, reductionFactor=3, maxTime=Optional.empty]");
    assertThat(Specs.of(3, SPACE, ladder, new StoppingSettings.None()).refusal()).isEmpty();
  }

  private static String refusalOf(Map<String, ParameterValue> point) {
    SearchSettings settings =
        new SearchSettings.PointsFirst(
            List.of(new Configuration(point)), new SearchSettings.Random(1));
    return settings.refusal(SPACE).orElse("none");
  }

  @Test
  void pointsOutsideTheSpaceAreRefused() {
    assertThat(refusalOf(Map.of("cell", GRU))).isEqualTo("none");
    assertThat(refusalOf(Map.of("units", new ParameterValue.Int(3))))
        .isEqualTo("points_to_try must name parameters of the space, but got units");
    assertThat(refusalOf(Map.of("cell", new ParameterValue.Text("mgu"))))
        .startsWith("points_to_try must lie in the space, but got cell=mgu with Choice");
    assertThat(refusalOf(Map.of("cell", GRU, "forget_bias", new ParameterValue.Real(0.5))))
        .startsWith("points_to_try must set forget_bias only where its condition holds");
    assertThat(refusalOf(Map.of("cell", LSTM, "forget_bias", new ParameterValue.Real(0.6))))
        .startsWith("points_to_try must lie in the space, but got forget_bias=0.6");
  }

  @Test
  void pointsAreGivenOnce() {
    SearchSettings points = new SearchSettings.PointsFirst(List.of(), new SearchSettings.Random(1));

    assertThatThrownBy(() -> new SearchSettings.PointsFirst(List.of(), points))
        .hasMessageStartingWith("points_to_try must be given once");
  }
}
