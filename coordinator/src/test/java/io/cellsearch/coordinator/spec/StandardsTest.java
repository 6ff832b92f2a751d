package io.cellsearch.coordinator.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.SearchSettings.Ladder.Model;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.experiment.StoppingSettings.Variant;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sound file gets, and above all where it says nothing. */
@Tag("unit")
final class StandardsTest {
  private static final String TASK =
      "task: {type: forecast, data: {file: small.csv, time: week, targets: [co2]}, window: 4}\n";
  private static final SearchSettings LADDER = new SearchSettings.Ladder(1, Model.GP, 1, 3);
  private static final SearchSettings TPE = new SearchSettings.Tpe(1, 10, 24);
  private static final StoppingSettings ASHA = new StoppingSettings.Asha(1, 3, Variant.OPTUNA);

  private static ResolvedSpec resolved(String text) {
    SpecResult result =
        new SpecReader(new CsvInspector(), "1.2.3")
            .read(
                new SpecSource("small.yaml", text.getBytes(StandardCharsets.UTF_8)),
                new FolderCatalog(Golden.FOLDER.resolve("malformed").resolve("data")));
    assertThat(result).as("%s", result).isInstanceOf(SpecResult.Valid.class);
    return ((SpecResult.Valid) result).resolved();
  }

  private static ExperimentSpec read(String lines) {
    return resolved(TASK + lines).spec();
  }

  @Test
  void aFileThatSaysNothingGetsTheLadder() {
    ExperimentSpec spec = read("");

    assertThat(spec.search()).isEqualTo(LADDER);
    assertThat(spec.earlyStopping()).isEqualTo(new StoppingSettings.None());
    // Most of them for an epoch only.
    assertThat(spec.limits().maxTrials()).hasValue(100);
  }

  @Test
  void whereTrialsMustNotPauseItIsTpeWithAsha() {
    ExperimentSpec spec = read("search: {pause: false}");

    assertThat(spec.search()).isEqualTo(TPE);
    assertThat(spec.earlyStopping()).isEqualTo(ASHA);
    assertThat(spec.limits().maxTrials()).hasValue(20);
  }

  @Test
  void soItIsWithAnEngineThatWritesNoCheckpoints() {
    assertThat(read("model: {cell: lstm}\ntraining: {engine: dl4j}").search()).isEqualTo(TPE);
  }

  @Test
  void whoNamesEarlyStoppingGetsASearchThatLeavesItToThat() {
    ExperimentSpec spec = read("early_stopping: {grace_period: 2}");

    assertThat(spec.search()).isEqualTo(TPE);
    assertThat(spec.earlyStopping()).isEqualTo(new StoppingSettings.Asha(2, 3, Variant.OPTUNA));
  }

  @Test
  void whoNamesASearchGetsAsha() {
    assertThat(read("search: {algorithm: random}").earlyStopping()).isEqualTo(ASHA);
  }

  @Test
  void whoNamesBohbGetsTheBracketsThatItLearnsFrom() {
    ExperimentSpec spec = read("search: {algorithm: bohb, top_share: 0.2}");

    assertThat(spec.search()).isEqualTo(new SearchSettings.Bohb(1, 0.333, 0.2, 64));
    assertThat(spec.earlyStopping())
        .isEqualTo(new StoppingSettings.Hyperband(1, 3, Variant.OPTUNA));
  }

  @Test
  void withoutABoundOfTrialsAshaPromotes() {
    ExperimentSpec spec =
        read("search: {algorithm: random}\nlimits: {max_trials: unlimited, max_epochs: 500}");

    assertThat(spec.earlyStopping()).isEqualTo(new StoppingSettings.AshaPromotion(1, 3));
    assertThat(spec.limits().maxTrials()).isEmpty();
    assertThat(spec.limits().maxEpochs()).hasValue(500);
  }

  @Test
  void theLadderHasItsOptions() {
    assertThat(
            read("search: {algorithm: ladder, seed: 5, sampler: tpe, first_rung: 2, finalists: 4}")
                .search())
        .isEqualTo(new SearchSettings.Ladder(5, Model.TPE, 2, 4));
  }

  @Test
  void rulesThatPauseAreNamed() {
    String search = "search: {algorithm: random}\n";

    assertThat(read(search + "early_stopping: {algorithm: asha, variant: promotion}"))
        .extracting(ExperimentSpec::earlyStopping)
        .isEqualTo(new StoppingSettings.AshaPromotion(1, 3));
    assertThat(
            read(search
                    + "early_stopping: {algorithm: pasha, grace_period: 2, reduction_factor: 4}")
                .earlyStopping())
        .isEqualTo(new StoppingSettings.Pasha(2, 4));
  }

  @Test
  void pointsAreReadAsTheirParametersKnowThem() {
    ExperimentSpec spec =
        read(
            """
            model: {units: {type: int, min: 8, max: 64}, cell: {values: [lstm, gru]}}
            training: {learning_rate: {min: 1, max: 2}}
            search: {points_to_try: [{model.cell: gru, training.learning_rate: 1}]}
            """);

    assertThat(spec.search())
        .isEqualTo(
            new SearchSettings.PointsFirst(
                List.of(
                    new Configuration(
                        Map.of(
                            "model.cell", new ParameterValue.Text("gru"),
                            "training.learning_rate", new ParameterValue.Real(1)))),
                LADDER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "search: {pause: false}",
        "search: {algorithm: random}\nlimits: {max_trials: unlimited, max_duration: 1h}",
        "search: {points_to_try: [{training.learning_rate: 0.01}]}",
        "search: {algorithm: grid}\nmodel: {cell: {values: [gru, lstm]}}\n"
            + "training: {learning_rate: 0.01}"
      })
  void aResolvedTextSaysTheSameAgain(String lines) {
    ResolvedSpec first = resolved(TASK + lines);

    ResolvedSpec again = resolved(first.text());

    assertThat(again.spec()).isEqualTo(first.spec());
    assertThat(again.text()).isEqualTo(first.text());
  }
}
