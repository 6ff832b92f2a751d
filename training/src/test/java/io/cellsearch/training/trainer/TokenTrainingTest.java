package io.cellsearch.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.training.Assignments;
import io.cellsearch.training.dl4j.Dl4jEngine;
import io.cellsearch.training.nd4j.Nd4jTrainableNetwork;
import io.cellsearch.training.network.VectorNetwork;
import io.cellsearch.training.task.SequenceTask;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole attempts at a task that reads tokens. */
@Tag("unit")
final class TokenTrainingTest {
  private static final SequenceTask TASK = new NextTokens();

  private final MemoryModels files = new MemoryModels();
  private final Map<String, ParameterValue> values = values();

  private static Map<String, ParameterValue> values() {
    Map<String, ParameterValue> values = Assignments.configuration("gru", 6, 5);
    values.put("model.embedding", new ParameterValue.Int(3));
    values.put("training.optimizer", new ParameterValue.Text("adamw"));
    values.put("training.batch_size", new ParameterValue.Int(4));
    return values;
  }

  @Test
  void fromEachCheckpointTheRestIsTheSameToTheBit() throws IOException {
    RecordingListener undisturbed = train(VectorNetwork::new);

    assertThat(undisturbed.checkpoints()).hasSize(4);
    for (StoredCheckpoint from : undisturbed.checkpoints()) {
      RecordingListener resumed = new RecordingListener(true);
      trainer(VectorNetwork::new)
          .run(Assignments.resume(TASK.task(), values, 3, from), TASK, resumed, StopSignal.NEVER);
      assertThat(resumed.validationLosses())
          .isEqualTo(undisturbed.validationLosses().subList(from.epoch(), 5));
    }
  }

  @Test
  void theEnginesFusedAndNd4jLearnTheSame() throws IOException {
    List<Double> fused = train(VectorNetwork::new).validationLosses();
    List<Double> reference = train(Nd4jTrainableNetwork::new).validationLosses();

    for (int i = 0; i < fused.size(); i++) {
      assertThat(reference.get(i)).isCloseTo(fused.get(i), within(1e-3));
    }
    assertThat(fused.get(4)).isLessThan(fused.get(0));
  }

  @Test
  void tokensAreReadThroughAnEmbeddingOnly() {
    values.remove("model.embedding");

    assertThatThrownBy(() -> train(VectorNetwork::new))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("model.embedding must be given: what the task reads is tokens");
  }

  @Test
  void noiseOnTokensIsRefused() {
    values.put("training.input_noise", new ParameterValue.Real(0.1));

    assertThatThrownBy(() -> train(VectorNetwork::new))
        .hasMessage(
            "training.input_noise must be left out: what the network reads is tokens, not numbers");
  }

  @Test
  void dl4jHasNoEmbeddings() {
    values.put("model.cell", new ParameterValue.Text("lstm"));

    assertThatThrownBy(() -> train(new Dl4jEngine()))
        .hasMessageStartingWith("training.engine dl4j has plain stacks of layers, but not");
  }

  private RecordingListener train(NetworkFactory engine) throws IOException {
    RecordingListener listener = new RecordingListener(true);
    trainer(engine)
        .run(Assignments.train(TASK.task(), values, 3), TASK, listener, StopSignal.NEVER);
    return listener;
  }

  private Trainer trainer(NetworkFactory engine) {
    return new Trainer(Engines.only(engine), files, () -> 0);
  }
}
