package io.cellsearch.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.experiment.Task.Transform;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.training.Assignments;
import io.cellsearch.training.Tasks;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.VectorNetwork;
import io.cellsearch.training.task.SequenceTask;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the options of training and of regularisation do to whole attempts. */
@Tag("unit")
final class RegularisedTrainingTest {
  private static final SequenceTask TASK =
      SequenceTask.bind(
          Tasks.small(Tasks.NO_HASH, Transform.NONE, OptionalInt.empty()),
          Tasks.csv(IntStream.range(0, 300).mapToDouble(i -> Math.sin(i / 3.0)).toArray()));

  private final Map<String, ParameterValue> values = Assignments.configuration("gru", 6, 3);

  @ParameterizedTest
  @CsvSource({
    "adam, training.l2, 0.1",
    "rmsprop, training.l2, 0.1",
    "sgd, training.l2, 0.1",
    "nesterov, training.l2, 0.1",
    "sgd, training.momentum, 0.5",
    "nesterov, training.momentum, 0.5",
    "adamw, training.weight_decay, 0.5",
    "adam, training.input_noise, 0.3",
    "adam, model.input_dropout, 0.3",
    "adam, model.recurrent_dropout, 0.3",
  })
  void anOptionChangesWhatIsLearnedAndGivesEqualBitsTwice(
      String optimizer, String option, double value) throws IOException {
    values.put("training.optimizer", new ParameterValue.Text(optimizer));
    List<EpochReport> without = losses();
    values.put(option, new ParameterValue.Real(value));

    assertThat(losses()).isNotEqualTo(without).isEqualTo(losses());
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.bidirectional", "model.layer_norm"})
  void aSwitchOfTheNetworkIsOffUntilItIsTurnedOn(String option) throws IOException {
    List<EpochReport> without = losses();
    values.put(option, new ParameterValue.Flag(false));
    assertThat(losses()).isEqualTo(without);

    values.put(option, new ParameterValue.Flag(true));
    assertThat(losses()).isNotEqualTo(without).isEqualTo(losses());
  }

  @Test
  void whatIsLeftOutIsTheOptimizersStandard() throws IOException {
    values.put("training.optimizer", new ParameterValue.Text("nesterov"));
    List<EpochReport> nesterov = losses();
    values.put("training.momentum", new ParameterValue.Real(0.9));
    assertThat(losses()).isEqualTo(nesterov);

    values.put("training.optimizer", new ParameterValue.Text("adamw"));
    List<EpochReport> adamw = losses();
    values.put("training.weight_decay", new ParameterValue.Real(0.01));
    assertThat(losses()).isEqualTo(adamw);
  }

  @Test
  void noiseHasTheDeviationThatIsAskedForAndLeavesTheBatchAsItIs() {
    Batch batch = Batch.even(100, 10, new float[10_000], new float[10]);

    float[] noise = InputNoise.add(batch, 0.5, Seeds.stream(1)).inputs();

    double squares = 0;
    double sum = 0;
    for (float value : noise) {
      sum += value;
      squares += value * value;
    }
    // of 10,000 draws the mean deviates by 0.5 / 100 and the variance by 0.25 √(2 / 10,000)
    assertThat(sum / noise.length).isCloseTo(0, within(4 * 0.005));
    assertThat(squares / noise.length).isCloseTo(0.25, within(4 * 0.0036));
    assertThat(batch.inputs()).containsOnly(0);
  }

  @Test
  void aNegativePenaltyIsRefused() {
    values.put("training.l2", new ParameterValue.Real(-1));

    assertThatThrownBy(() -> TrainingSettings.of(new Configuration(values)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("training.l2 >= 0 must hold, but got -1.0");
  }

  private List<EpochReport> losses() throws IOException {
    RecordingListener listener = new RecordingListener();
    new Trainer(Engines.only(VectorNetwork::new), new MemoryModels(), () -> 0)
        .run(Assignments.train(TASK.task(), values, 3), TASK, listener, StopSignal.NEVER);
    return List.copyOf(listener.reports());
  }
}
