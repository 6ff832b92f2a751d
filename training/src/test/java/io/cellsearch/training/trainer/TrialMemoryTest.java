package io.cellsearch.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.experiment.Task.Transform;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.training.Assignments;
import io.cellsearch.training.Tasks;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class TrialMemoryTest {
  private static final Task TASK = Tasks.small(Tasks.NO_HASH, Transform.NONE, OptionalInt.empty());
  private static final DataSize DATA = new DataSize(3, 1000);

  private static TrialMemory of(Map<String, ParameterValue> values) {
    return TrialMemory.of(TASK, DATA, new Configuration(values), Map.of());
  }

  private static Map<String, ParameterValue> with(String path, ParameterValue value) {
    Map<String, ParameterValue> values = Assignments.configuration("lstm", 16, 5);
    values.put(path, value);
    return values;
  }

  @Test
  void whatAnOptimizerRemembersIsCountedByItself() {
    // lstm: 4 (1 + 16 + 1) 16 = 1,152; head: (16 + 1) 2 = 34; floats of 4 bytes
    long parameters = 4 * (1152 + 34);
    assertThat(of(Assignments.configuration("lstm", 16, 5)).optimizer())
        .as("two means, and which parameters are weights")
        .isEqualTo(3 * parameters);
    assertThat(of(with("training.optimizer", new ParameterValue.Text("rmsprop"))).optimizer())
        .isEqualTo(2 * parameters);
    TrialMemory sgd = of(with("training.optimizer", new ParameterValue.Text("sgd")));
    assertThat(sgd.optimizer()).isEqualTo(parameters);
    // the best weights twice; a checkpoint's tensors of parameters and best, and its file
    assertThat(sgd.copies()).isEqualTo((2 + 2 + 2) * parameters);
  }

  @Test
  void batchesCountTwiceAndPredictionsOnce() {
    // inputs 3 steps × 32 × 1, targets 32 × 2; two batches and the outputs of one
    assertThat(of(Assignments.configuration("lstm", 16, 5)).batches())
        .isEqualTo(4 * (2 * (96 + 64) + 64));
  }

  @Test
  void onlyTheFusedEngineIsToTheByte() {
    assertThat(of(Assignments.configuration("lstm", 16, 5)).exact()).isTrue();
    TrialMemory nd4j = of(with("training.engine", new ParameterValue.Text("nd4j")));
    assertThat(nd4j.exact()).isFalse();
    assertThat(of(with("training.engine", new ParameterValue.Text("dl4j"))).exact()).isFalse();
    assertThat(nd4j.network())
        .isGreaterThan(of(Assignments.configuration("lstm", 16, 5)).network());
  }

  @Test
  void memoryGrowsWithEverySize() {
    long base = of(Assignments.configuration("lstm", 16, 5)).bytes();
    assertThat(of(with("model.units", new ParameterValue.Int(17))).bytes()).isGreaterThan(base);
    assertThat(of(with("model.layers", new ParameterValue.Int(2))).bytes()).isGreaterThan(base);
    assertThat(of(with("training.batch_size", new ParameterValue.Int(33))).bytes())
        .isGreaterThan(base);
    assertThat(of(with("model.dropout", new ParameterValue.Real(0.1))).bytes()).isGreaterThan(base);
  }
}
