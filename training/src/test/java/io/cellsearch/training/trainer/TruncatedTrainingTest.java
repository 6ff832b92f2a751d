package io.cellsearch.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.experiment.Task.Transform;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.training.Assignments;
import io.cellsearch.training.Tasks;
import io.cellsearch.training.dl4j.Dl4jEngine;
import io.cellsearch.training.nd4j.Nd4jTrainableNetwork;
import io.cellsearch.training.network.VectorNetwork;
import io.cellsearch.training.task.SequenceTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What truncated backpropagation through time does to whole attempts. */
@Tag("unit")
final class TruncatedTrainingTest {
  /** Three pieces of 10, 7 and 4 chords: 9, 6 and 3 predicted steps. */
  private static final SequenceTask TASK =
      SequenceTask.bind(
          new Task.Polyphony(Tasks.NO_HASH),
          "{\"train\":[%s,%s,%s],\"valid\":[%s],\"test\":[%s]}"
              .formatted(piece(10), piece(7), piece(4), piece(8), piece(3))
              .getBytes(StandardCharsets.UTF_8));

  private final MemoryModels files = new MemoryModels();
  private final Map<String, ParameterValue> values = Assignments.configuration("gru", 6, 4);

  private static String piece(int steps) {
    return IntStream.range(0, steps)
        .mapToObj(step -> "[%d,%d]".formatted(40 + step % 3, 60 + step % 5))
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void segmentsAsLongAsTheLongestSequenceChangeNoBit() throws IOException {
    List<EpochReport> whole = train(Engines.only(VectorNetwork::new)).reports();

    truncate(9);
    assertThat(train(Engines.only(VectorNetwork::new)).reports()).isEqualTo(whole);
    truncate(1000);
    assertThat(train(Engines.only(VectorNetwork::new)).reports()).isEqualTo(whole);
    truncate(8);
    assertThat(train(Engines.only(VectorNetwork::new)).reports()).isNotEqualTo(whole);
  }

  @Test
  void everySegmentIsAStepOfTheOptimizer() throws IOException {
    truncate(4);
    RecordingListener listener = train(Engines.only(VectorNetwork::new));

    // one batch of 9 steps: segments of 4, 4 and 1
    byte[] first = files.read(listener.checkpoints().get(0).sha256());
    assertThat(CheckpointFile.read(first).header().progress().optimizerSteps()).isEqualTo(3);
  }

  @Test
  void fromEachCheckpointTheRestIsTheSameToTheBit() throws IOException {
    truncate(4);
    values.put("model.layers", new ParameterValue.Int(2));
    values.put("model.recurrent_dropout", new ParameterValue.Real(0.3));
    RecordingListener undisturbed = train(Engines.only(VectorNetwork::new));

    assertThat(undisturbed.checkpoints()).hasSize(3);
    for (StoredCheckpoint from : undisturbed.checkpoints()) {
      RecordingListener resumed = new RecordingListener(true);
      trainer(Engines.only(VectorNetwork::new))
          .run(Assignments.resume(TASK.task(), values, 3, from), TASK, resumed, StopSignal.NEVER);
      assertThat(resumed.validationLosses())
          .isEqualTo(undisturbed.validationLosses().subList(from.epoch(), 4));
    }
  }

  @Test
  void theEnginesFusedAndNd4jLearnTheSame() throws IOException {
    truncate(4);
    List<Double> fused = train(Engines.only(VectorNetwork::new)).validationLosses();
    List<Double> reference = train(Engines.only(Nd4jTrainableNetwork::new)).validationLosses();

    for (int i = 0; i < fused.size(); i++) {
      assertThat(reference.get(i)).isCloseTo(fused.get(i), Offset.offset(1e-3));
    }
  }

  @Test
  void aNetworkThatReadsFromTheEndIsRefusedWithTheReason() {
    truncate(4);
    values.put("model.bidirectional", new ParameterValue.Flag(true));

    assertThatThrownBy(() -> train(Engines.only(VectorNetwork::new)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("training.tbptt_steps must be left out: sequences cannot be cut")
        .hasMessageContaining("read them from their end");
  }

  @Test
  void aLossAtTheLastStepAloneIsRefusedWithTheReason() {
    truncate(2);
    SequenceTask forecast =
        SequenceTask.bind(
            Tasks.small(Tasks.NO_HASH, Transform.NONE, OptionalInt.empty()),
            Tasks.csv(IntStream.range(0, 120).mapToDouble(i -> Math.sin(i / 3.0)).toArray()));

    assertThatThrownBy(
            () ->
                trainer(Engines.only(VectorNetwork::new))
                    .run(
                        Assignments.train(forecast.task(), values, 3),
                        forecast,
                        new RecordingListener(),
                        StopSignal.NEVER))
        .hasMessageContaining("where the loss is at their last step alone");
  }

  @Test
  void dl4jHasNoSegments() {
    truncate(4);
    values.put("model.cell", new ParameterValue.Text("lstm"));

    assertThatThrownBy(() -> train(Engines.only(new Dl4jEngine())))
        .hasMessage("training.engine dl4j has no training.tbptt_steps");
  }

  private void truncate(int steps) {
    values.put("training.tbptt_steps", new ParameterValue.Int(steps));
  }

  private RecordingListener train(Engines engines) throws IOException {
    RecordingListener listener = new RecordingListener(true);
    trainer(engines)
        .run(Assignments.train(TASK.task(), values, 3), TASK, listener, StopSignal.NEVER);
    return listener;
  }

  private Trainer trainer(Engines engines) {
    return new Trainer(engines, files, () -> 0);
  }
}
