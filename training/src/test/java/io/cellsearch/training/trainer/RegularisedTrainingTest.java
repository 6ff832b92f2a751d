package io.cellsearch.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.core.experiment.Task.Transform;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.training.Assignments;
import io.cellsearch.training.Tasks;
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
  })
  void anOptionChangesWhatIsLearnedAndGivesEqualBitsTwice(
      String optimizer, String option, double value) throws IOException {
    values.put("training.optimizer", new ParameterValue.Text(optimizer));
    List<EpochReport> without = losses();
    values.put(option, new ParameterValue.Real(value));

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
  void aNegativePenaltyIsRefused() {
    values.put("training.l2", new ParameterValue.Real(-1));

    assertThatThrownBy(() -> TrainingSettings.of(new Configuration(values)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("training.l2 >= 0 must hold, but got -1.0");
  }

  private List<EpochReport> losses() throws IOException {
    RecordingListener listener = new RecordingListener();
    new Trainer(VectorNetwork::new, new MemoryModels(), () -> 0)
        .run(Assignments.train(TASK.task(), values, 3), TASK, listener, StopSignal.NEVER);
    return List.copyOf(listener.reports());
  }
}
