package io.cellsearch.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.experiment.Task.Transform;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.training.Assignments;
import io.cellsearch.training.Tasks;
import io.cellsearch.training.nd4j.Nd4jTrainableNetwork;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.VectorNetwork;
import io.cellsearch.training.task.SequenceTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes in, an attempt ends with finite numbers, as diverged, or with a named error. */
@Tag("unit")
final class BadInputTest {
  private static final NetworkFactory FUSED = VectorNetwork::new;
  private static final NetworkFactory ND4J = Nd4jTrainableNetwork::new;

  /** What became of an attempt. */
  private record Attempt(Outcome outcome, List<EpochReport> reports) {

    static Attempt of(NetworkFactory engine, SequenceTask task, Map<String, ParameterValue> values)
        throws IOException {
      RecordingListener listener = new RecordingListener();
      Trainer trainer = new Trainer(Engines.only(engine), new MemoryModels(), () -> 0);
      Outcome outcome =
          trainer.run(Assignments.train(task.task(), values, 3), task, listener, StopSignal.NEVER);
      return new Attempt(outcome, listener.reports());
    }

    void assertTrained(int epochs) {
      assertThat(outcome).isInstanceOf(Outcome.Trained.class);
      assertThat(reports).hasSize(epochs);
      assertFinite();
    }

    void assertDiverged() {
      assertThat(outcome).isInstanceOf(Outcome.Diverged.class);
      assertFinite();
    }

    private void assertFinite() {
      for (EpochReport report : reports) {
        assertThat(report.trainingLoss()).isFinite();
        assertThat(report.validationLoss()).isFinite();
        assertThat(report.metrics().values().values()).allMatch(Double::isFinite);
      }
    }
  }

  static List<NetworkFactory> engines() {
    return List.of(FUSED, ND4J);
  }

  private static SequenceTask series(double... values) {
    return SequenceTask.bind(
        Tasks.small(Tasks.NO_HASH, Transform.NONE, OptionalInt.empty()), Tasks.csv(values));
  }

  private static double[] waves(int count) {
    return Stream.iterate(0, i -> i + 1).limit(count).mapToDouble(i -> Math.sin(i / 3.0)).toArray();
  }

  private static SequenceTask rolls(String training) {
    String json = "{\"train\": %s, \"valid\": [[[60],[62]]], \"test\": [[[60],[62]]]}";
    return SequenceTask.bind(
        new Task.Polyphony(Tasks.NO_HASH),
        json.formatted(training).getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, ParameterValue> small(int batchSize) {
    Map<String, ParameterValue> values = Assignments.configuration("lstm", 3, 2);
    values.put("training.batch_size", new ParameterValue.Int(batchSize));
    return values;
  }

  @ParameterizedTest
  @MethodSource("engines")
  void batchesOfOneSequenceTrain(NetworkFactory engine) throws IOException {
    Attempt.of(engine, series(waves(40)), small(1)).assertTrained(2);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void sequencesOfOneStepTrain(NetworkFactory engine) throws IOException {
    // pieces of two steps: one to predict from and one to predict
    Attempt.of(engine, rolls("[[[60],[62]], [[61],[62,65]]]"), small(2)).assertTrained(2);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void oneSequenceOfOneStepTrainsInBatchesMeantForMany(NetworkFactory engine) throws IOException {
    Attempt.of(engine, rolls("[[[60],[62]]]"), small(64)).assertTrained(2);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void silenceTrains(NetworkFactory engine) throws IOException {
    Attempt.of(engine, rolls("[[[],[],[]]]"), small(2)).assertTrained(2);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aSeriesThatNeverChangesTrains(NetworkFactory engine) throws IOException {
    Attempt.of(engine, series(new double[40]), small(4)).assertTrained(2);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void theLargestNumbersThatAreLetInTrain(NetworkFactory engine) throws IOException {
    double[] values = waves(40);
    for (int i = 0; i < values.length; i++) {
      values[i] *= 1e100;
    }
    Attempt.of(engine, series(values), small(4)).assertTrained(2);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aSpikeThatNoFloatHoldsAfterScalingSaturatesGatesAndIsDivergenceOfWhatHasNone(
      NetworkFactory engine) throws IOException {
    // deviation of the training part about 1e-80, the validation part 1e100: scaled 1e180
    double[] values = waves(40);
    for (int i = 0; i < values.length; i++) {
      values[i] *= i < 20 ? 1e-80 : 1e100;
    }
    Attempt.of(engine, series(values), small(4)).assertTrained(2);

    Attempt relu = Attempt.of(engine, series(values), Assignments.configuration("rnn-relu", 3, 9));
    relu.assertDiverged();
    assertThat(relu.reports()).isEmpty();
  }

  static Stream<Arguments> rates() {
    return engines().stream()
        .flatMap(
            engine ->
                Stream.of(
                    Arguments.of(engine, "sgd", 1e30),
                    Arguments.of(engine, "sgd", 1e300),
                    Arguments.of(engine, "rmsprop", 1e38),
                    Arguments.of(engine, "adam", 1e300)));
  }

  @ParameterizedTest
  @MethodSource("rates")
  void aRateThatIsFarTooLargeIsDivergence(NetworkFactory engine, String optimizer, double rate)
      throws IOException {
    Map<String, ParameterValue> values = Assignments.configuration("rnn-relu", 3, 9);
    values.put("training.optimizer", new ParameterValue.Text(optimizer));
    values.put("training.learning_rate", new ParameterValue.Real(rate));
    values.put("training.batch_size", new ParameterValue.Int(4));

    Attempt.of(engine, series(waves(40)), values).assertDiverged();
  }

  @Test
  void aBatchOfWhichNothingCountsIsRefused() {
    assertThatThrownBy(() -> new Batch(3, 2, new float[6], new float[2], new int[] {3, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a length lies between 1 and the batch's 3 steps, but is 0");
    assertThatThrownBy(() -> new Batch(3, 0, new float[0], new float[0], new int[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a batch has at least one step and one sequence, but got 3 and 0");
    assertThatThrownBy(() -> new Batch(0, 2, new float[0], new float[0], new int[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void emptyPiecesAndPartsAreNamedBySequence() {
    assertThatThrownBy(() -> rolls("[[[60],[62]], []]"))
        .hasMessage("train[1]: a list of at least 2 steps must hold, but got 0");
    assertThatThrownBy(() -> rolls("[[[60]]]"))
        .hasMessage("train[0]: a list of at least 2 steps must hold, but got 1");
    assertThatThrownBy(() -> rolls("[]"))
        .hasMessage("train: a list of at least one piece must hold, but got none");
  }

  @Test
  void numbersThatAreNoneAreNamedByLineAndColumn() {
    assertThatThrownBy(() -> series(1, 2, Double.NaN, Double.NEGATIVE_INFINITY, 5))
        .hasMessage(
            "line 4, column y: a finite number must hold, but got 'NaN'%n".formatted()
                + "line 5, column y: a finite number must hold, but got '-Infinity'");
  }

  @Test
  void aSeriesWithoutRowsIsRefused() {
    assertThatThrownBy(BadInputTest::series)
        .hasMessage("a header line and at least one row must hold, but got none");
  }

  @ParameterizedTest
  @MethodSource("engines")
  void sizesOfZeroAreRefusedByName(NetworkFactory engine) {
    Map<String, ParameterValue> units = small(4);
    units.put("model.units", new ParameterValue.Int(0));
    assertThatThrownBy(() -> Attempt.of(engine, series(waves(40)), units))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("units is at least 1, but is 0");
    assertThatThrownBy(() -> Attempt.of(engine, series(waves(40)), small(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("training.batch_size > 0");
  }
}
