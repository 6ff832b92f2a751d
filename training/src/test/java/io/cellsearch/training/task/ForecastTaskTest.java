package io.cellsearch.training.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.experiment.Task.Transform;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.training.DataSets;
import io.cellsearch.training.Tasks;
import io.cellsearch.training.data.DataException;
import io.cellsearch.training.data.ForecastSeries;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.LossSum;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
final class ForecastTaskTest {
  /** 20 rows: training is 0 to 9, validation 10 to 14, test 15 to 19. */
  private static final double[] SQUARES = IntStream.range(0, 20).mapToDouble(i -> i * i).toArray();

  /** Says what it is asked for, so that predictions are perfect. */
  private static final Predictor ORACLE =
      (batch, outputs) -> {
        System.arraycopy(batch.targets(), 0, outputs, 0, outputs.length);
        return LossSum.NONE;
      };

  /** Always says 0: the mean of what it is asked for. */
  private static final Predictor SILENT = (batch, outputs) -> LossSum.NONE;

  @Test
  void allTargetsOfAWindowLieWithinItsPartAndInputsMayReachBack() {
    ForecastWindows windows = windows(Transform.NONE);

    // window 3, horizon 2: the first window reads rows 0 to 2; the last one predicts rows 8 and 9
    assertThat(windows.origins(Part.TRAINING)).containsExactly(2, 3, 4, 5, 6, 7);
    // predicts rows 10 and 11 first, 13 and 14 last
    assertThat(windows.origins(Part.VALIDATION)).containsExactly(9, 10, 11, 12);
    assertThat(windows.origins(Part.TEST)).containsExactly(14, 15, 16, 17);
  }

  @Test
  void differencesNeedOneRowMoreBeforeTheFirstWindow() {
    assertThat(windows(Transform.DIFFERENCE).origins(Part.TRAINING)).containsExactly(3, 4, 5, 6, 7);
  }

  @Test
  void scalingIsFittedOnTheWindowsOfTheTrainingPartAlone() {
    // targets of the training windows: (9, 16), (16, 25), ... (64, 81); mean of 12 values:
    // (9 + 2 (16 + 25 + 36 + 49 + 64) + 81) / 12 = 470 / 12
    SequenceTask task = task(Transform.NONE, SQUARES);
    double[] changedLater = SQUARES.clone();
    changedLater[10] = 1e6;

    assertThat(task.scalings().get("targets").means().get(0)).isEqualTo(470.0 / 12, within(1e-12));
    assertThat(task(Transform.NONE, changedLater).scalings()).isEqualTo(task.scalings());
  }

  @Test
  void aBatchHoldsScaledWindowsInTimeMajorOrder() {
    SequenceTask task = task(Transform.RELATIVE_TO_LAST, SQUARES);
    Scaling inputs = task.scalings().get("inputs");
    Scaling targets = task.scalings().get("targets");
    List<Batch> batches = new ArrayList<>();
    task.evaluate(
        Part.TEST,
        3,
        (batch, outputs) -> {
          batches.add(batch);
          return LossSum.NONE;
        });

    // windows with origins 14, 15, 16 and 17, three at a time
    assertThat(batches).extracting(Batch::size).containsExactly(3, 1);
    Batch first = batches.get(0);
    assertThat(first.steps()).isEqualTo(3);
    // step 0 of the windows: 12² - 14², 13² - 15², 14² - 16²
    assertThat(List.of(first.inputs()[0], first.inputs()[1], first.inputs()[2]))
        .containsExactly(inputs.scale(0, -52), inputs.scale(0, -56), inputs.scale(0, -60));
    // the second window's targets: 16² - 15², 17² - 15²
    assertThat(List.of(first.targets()[2], first.targets()[3]))
        .containsExactly(targets.scale(0, 31), targets.scale(0, 64));
  }

  @ParameterizedTest
  @EnumSource(Transform.class)
  void perfectPredictionsHaveNoErrorUnderAnyTransform(Transform transform) {
    SequenceTask task = task(transform, SQUARES);

    for (Part part : Part.values()) {
      // squares are below 400: float numbers carry them to about 400 * 2^-24 = 2e-5
      assertThat(task.evaluate(part, 4, ORACLE).loss()).isLessThan(1e-4);
    }
  }

  @Test
  void transformsInvert() {
    double[] column = {5, 7, 4, 9, 1};
    for (WindowTransform transform : WindowTransform.values()) {
      double[] horizon = {
        transform.target(column, 1, 2),
        transform.target(column, 1, 3),
        transform.target(column, 1, 4)
      };
      transform.invert(horizon, column[1]);
      assertThat(horizon).as(transform.name()).containsExactly(4, 9, 1);
    }
  }

  @Test
  void metricsAreInOriginalUnitsOverAllHorizonSteps() {
    // y = t: relative targets are always 1 and 2, with mean 1.5; saying 0 is saying 1.5, which is
    // wrong by 0.5 at either step
    double[] line = IntStream.range(0, 20).mapToDouble(i -> i).toArray();

    Evaluation evaluation = task(Transform.RELATIVE_TO_LAST, line).evaluate(Part.TEST, 8, SILENT);

    assertThat(evaluation.loss()).isEqualTo(0.5, within(1e-6));
    Map<String, Double> metrics = evaluation.metrics().values();
    assertThat(metrics.get("rmse")).isEqualTo(0.5, within(1e-6));
    assertThat(metrics.get("mse")).isEqualTo(0.25, within(1e-6));
    assertThat(metrics.get("mae")).isEqualTo(0.5, within(1e-6));
    // the naive forecast's change from row to row is 1 in the training part
    assertThat(metrics.get("mase")).isEqualTo(0.5, within(1e-6));
  }

  @Test
  void aSeriesThatNeverChangesHasNoScaledError() {
    Evaluation evaluation = task(Transform.NONE, new double[20]).evaluate(Part.TEST, 8, ORACLE);

    assertThat(evaluation.loss()).isZero();
    assertThat(evaluation.metrics().values()).doesNotContainKey("mase");
  }

  @Test
  void covariatesAndSeveralTargetsStandSideBySide() {
    double[][] values = new double[3][20];
    for (int row = 0; row < 20; row++) {
      values[0][row] = row;
      values[1][row] = 100 - row;
      values[2][row] = row % 2;
    }
    ForecastSeries series = new ForecastSeries(times(20), List.of("a", "b", "wind"), values);
    Task.Forecast plain =
        Tasks.small(Tasks.NO_HASH, Transform.RELATIVE_TO_LAST, OptionalInt.empty());
    Task.Columns columns =
        new Task.Columns("t", Optional.empty(), List.of("a", "b"), List.of("wind"));
    Task.Forecast forecast =
        new Task.Forecast(
            plain.data(),
            columns,
            plain.missing(),
            plain.window(),
            plain.horizon(),
            plain.season(),
            plain.split(),
            plain.transform());

    SequenceTask task = new ForecastTask(forecast, series);

    assertThat(task.shape().inputs()).isEqualTo(3);
    assertThat(task.shape().outputs()).isEqualTo(4);
    assertThat(task.evaluate(Part.VALIDATION, 8, ORACLE).loss()).isLessThan(1e-4);
    // a: relative means 1.5 against 1 and 2; b: -1.5 against -1 and -2
    assertThat(task.evaluate(Part.VALIDATION, 8, SILENT).loss()).isEqualTo(0.5, within(1e-6));
  }

  @Test
  void anEpochHoldsEveryTrainingWindowOnceInAnOrderThatFollowsFromTheSeed() {
    SequenceTask task = task(Transform.NONE, SQUARES);

    assertThat(firstInputs(task, 1)).isEqualTo(firstInputs(task, 1));
    assertThat(firstInputs(task, 1)).isNotEqualTo(firstInputs(task, 2));
    assertThat(firstInputs(task, 1)).containsExactlyInAnyOrderElementsOf(firstInputs(task, 2));
    assertThat(firstInputs(task, 1)).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void referencesAreDerivedByHandOnASmallSeries() {
    // period 2 with a rise of 10 a season: 0 1 10 11 20 21 ...
    double[] values = IntStream.range(0, 20).mapToDouble(i -> i / 2 * 10 + i % 2).toArray();
    SequenceTask task =
        SequenceTask.bind(
            Tasks.small(Tasks.NO_HASH, Transform.NONE, OptionalInt.of(2)), Tasks.csv(values));

    List<Reference> references = task.references();

    assertThat(references)
        .extracting(Reference::name)
        .containsExactly("last value", "same season", "season with drift");
    // origins 14 to 17; from an even row on: +1 and +10, from an odd one: +9 and +10
    assertThat(references.get(0).testLoss())
        .isEqualTo(Math.sqrt((2 * (1 + 100) + 2 * (81 + 100)) / 8.0), within(1e-12));
    assertThat(references.get(1).testLoss()).isEqualTo(10, within(1e-12));
    assertThat(references.get(2).testLoss()).isZero();
  }

  @Test
  void aHorizonBeyondTheSeasonUsesTheLastKnownSeason() {
    double[] column = {1, 2, 3, 11, 12, 13};
    // origin 5, season 3: rows 6, 7, 8 repeat rows 3, 4, 5, and so does row 9
    assertThat(NaiveForecast.SAME_SEASON.predict(column, 5, 3, 3)).isEqualTo(13);
    assertThat(NaiveForecast.SAME_SEASON.predict(column, 5, 4, 3)).isEqualTo(11);
    // two seasons on, the change of 10 comes twice
    assertThat(NaiveForecast.SEASON_WITH_DRIFT.predict(column, 5, 4, 3)).isEqualTo(31);
  }

  @Test
  void theReferencesOfCo2AreThePublishedOnes() throws IOException {
    List<Reference> references =
        SequenceTask.bind(Tasks.co2(Tasks.NO_HASH), DataSets.co2()).references();

    assertThat(references.get(0).testLoss()).isEqualTo(2.02, within(0.005));
    assertThat(references.get(1).testLoss()).isEqualTo(1.89, within(0.005));
    assertThat(references.get(2).testLoss()).isEqualTo(0.775, within(0.0005));
    // computed apart from this program, with the parts' borders at rows 1598 and 1941
    assertThat(references)
        .extracting(Reference::validationLoss)
        .usingComparatorForType(
            (a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b), Double.class)
        .containsExactly(2.059846930601899, 1.4582053873879475, 0.7630507754689674);
  }

  @Test
  void aSeriesTooShortForItsWindowHorizonAndSeasonIsRefusedWithAllReasons() {
    byte[] rows = Tasks.csv(1, 2, 3, 4);

    // of 4 rows 2 are for training, 1 for validation, 1 for test
    assertThatThrownBy(
            () ->
                SequenceTask.bind(
                    Tasks.small(Tasks.NO_HASH, Transform.NONE, OptionalInt.of(4)), rows))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("window + horizon ≤ rows of the training part")
        .hasMessageContaining("horizon ≤ rows of the validation part")
        .hasMessageContaining("horizon ≤ rows of the test part")
        .hasMessageContaining("season + 1 ≤ rows of the training part");
  }

  @Test
  void aSeasonOfNoRowsIsRefused() {
    assertThatThrownBy(
            () ->
                SequenceTask.bind(
                    Tasks.small(Tasks.NO_HASH, Transform.NONE, OptionalInt.of(0)),
                    Tasks.csv(SQUARES)))
        .isInstanceOf(DataException.class)
        .hasMessage("season ≥ 1 must hold, but got 0");
  }

  private static ForecastWindows windows(Transform transform) {
    return new ForecastWindows(
        Tasks.small(Tasks.NO_HASH, transform, OptionalInt.empty()), SQUARES.length);
  }

  private static SequenceTask task(Transform transform, double[] values) {
    return SequenceTask.bind(
        Tasks.small(Tasks.NO_HASH, transform, OptionalInt.empty()), Tasks.csv(values));
  }

  private static List<String> times(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  private static List<Float> firstInputs(SequenceTask task, long seed) {
    List<Float> inputs = new ArrayList<>();
    for (Batch batch : task.trainingBatches(4, Seeds.stream(seed))) {
      for (int i = 0; i < batch.size(); i++) {
        inputs.add(batch.inputs()[i]);
      }
    }
    return inputs;
  }
}
