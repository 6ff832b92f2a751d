package io.cellsearch.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.Task.Transform;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.training.Assignments;
import io.cellsearch.training.Tasks;
import io.cellsearch.training.network.VectorNetwork;
import io.cellsearch.training.task.SequenceTask;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks and training without any of the options that came after the first version: two epochs'
 * validation losses, to the bit, as commit a90c934 gave them on vectors of 16, 8 and 4 lanes.
 */
@Tag("unit")
final class UnchangedDefaultsTest {

  @ParameterizedTest
  @CsvSource({
    "lstm, adam, 0x1.4e5666734a472p-1, 0x1.3f9e1d843278bp-1",
    "gru, rmsprop, 0x1.284efbcd97a0fp-1, 0x1.0aac4eb73feb2p-1",
    "depth-gated, sgd, 0x1.3353597aa7082p-1, 0x1.3255d164f6e3cp-1",
    "li-gru, adam, 0x1.6715893d7d517p-1, 0x1.5943d06592efep-1",
  })
  void anOldConfigurationHasItsOldLosses(String cell, String optimizer, String first, String second)
      throws IOException {
    double[] waves = IntStream.range(0, 300).mapToDouble(i -> Math.sin(i / 3.0)).toArray();
    SequenceTask task =
        SequenceTask.bind(
            Tasks.small(Tasks.NO_HASH, Transform.NONE, OptionalInt.empty()), Tasks.csv(waves));
    Map<String, ParameterValue> values = Assignments.configuration(cell, 6, 2);
    values.put("model.layers", new ParameterValue.Int(2));
    values.put("model.dropout", new ParameterValue.Real(0.25));
    values.put("training.optimizer", new ParameterValue.Text(optimizer));
    values.put("training.clip_norm", new ParameterValue.Real(1));
    RecordingListener listener = new RecordingListener();

    new Trainer(Engines.only(VectorNetwork::new), new MemoryModels(), () -> 0)
        .run(Assignments.train(task.task(), values, 3), task, listener, StopSignal.NEVER);

    String losses =
        listener.reports().stream()
            .map(EpochReport::validationLoss)
            .map(Double::toHexString)
            .collect(Collectors.joining(" "));
    assertThat(losses).isEqualTo(first + " " + second);
  }
}
