package io.cellsearch.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.experiment.Task.Transform;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.training.Assignments;
import io.cellsearch.training.Tasks;
import io.cellsearch.training.network.VectorNetwork;
import io.cellsearch.training.task.SequenceTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An attempt that goes on from a checkpoint does what an undisturbed one does, to the bit. */
@Tag("unit")
final class ResumeTest {
  private static final int EPOCHS = 7;

  private static final SequenceTask TASK =
      SequenceTask.bind(
          Tasks.small(Tasks.NO_HASH, Transform.NONE, OptionalInt.empty()),
          Tasks.csv(IntStream.range(0, 120).mapToDouble(i -> Math.sin(i / 3.0)).toArray()));

  /** One batch of training and one of validation make an epoch. */
  private static final SequenceTask ONE_BATCH =
      SequenceTask.bind(
          new Task.Polyphony(Tasks.NO_HASH),
          "{\"train\":[[[60],[61]]],\"valid\":[[[60],[61]]],\"test\":[[[60],[61]]]}"
              .getBytes(StandardCharsets.UTF_8));

  private final MemoryModels files = new MemoryModels();

  @ParameterizedTest
  @CsvSource({
    "lstm, 1, adam",
    "lstm, 2, sgd",
    "gru, 1, rmsprop",
    "lstm-peephole, 2, adam",
    "li-gru, 1, adam",
    "li-gru, 2, rmsprop",
    "slstm, 1, sgd",
    "slstm, 1, adam",
    "depth-gated, 2, rmsprop",
    "indrnn, 2, adam"
  })
  void fromEachCheckpointTheRestIsTheSameToTheBit(String cell, int layers, String optimizer)
      throws IOException {
    Map<String, ParameterValue> values = Assignments.configuration(cell, 7, EPOCHS);
    values.put("model.layers", new ParameterValue.Int(layers));
    values.put("model.dropout", new ParameterValue.Real(0.3));
    values.put("training.optimizer", new ParameterValue.Text(optimizer));
    values.put("training.clip_norm", new ParameterValue.Real(0.1));
    values.put("training.batch_size", new ParameterValue.Int(16));
    assertSameRest(values);
  }

  @ParameterizedTest
  @CsvSource({
    "sgd, training.momentum, 0.5",
    "nesterov, training.momentum, 0.8",
    "adamw, training.weight_decay, 0.5",
    "adam, training.l2, 0.1",
    "adam, training.input_noise, 0.3",
    "adam, model.input_dropout, 0.3",
    "adam, model.recurrent_dropout, 0.3",
    "adam, model.bidirectional, true",
    "adam, model.layer_norm, true",
    "adam, model.convolution_filters, 4",
    "adam, model.convolution_padding, valid",
  })
  void withEachOptionTheRestIsTheSameToTheBit(String optimizer, String option, String value)
      throws IOException {
    Map<String, ParameterValue> values = Assignments.configuration("gru", 5, EPOCHS);
    values.put("training.optimizer", new ParameterValue.Text(optimizer));
    values.put(option, Assignments.value(value));
    if (option.startsWith("model.convolution")) {
      values.putIfAbsent("model.convolution_filters", new ParameterValue.Int(4));
    }
    assertSameRest(values);
  }

  /** Resumes after each epoch of an undisturbed attempt. */
  private void assertSameRest(Map<String, ParameterValue> values) throws IOException {
    RecordingListener undisturbed = new RecordingListener(true);
    byte[] model = model(run(Assignments.train(TASK.task(), values, 3), undisturbed));

    // after each epoch but the last one, after which nothing is left to go on with
    assertThat(undisturbed.checkpoints())
        .extracting(StoredCheckpoint::epoch)
        .containsExactly(1, 2, 3, 4, 5, 6);
    for (StoredCheckpoint from : undisturbed.checkpoints()) {
      RecordingListener resumed = new RecordingListener(true);
      Outcome outcome = run(Assignments.resume(TASK.task(), values, 3, from), resumed);

      assertThat(resumed.reports()).isEqualTo(rest(undisturbed.reports(), from.epoch()));
      assertThat(model(outcome)).isEqualTo(model);
      assertSameCheckpoints(resumed, undisturbed, from.epoch());
    }
  }

  /** The reports after an epoch, as an attempt that begins there numbers them. */
  private static List<EpochReport> rest(List<EpochReport> reports, int epoch) {
    return reports.stream()
        .skip(epoch)
        .map(
            report ->
                new EpochReport(
                    report.step() - epoch,
                    report.epoch(),
                    report.trainingLoss(),
                    report.validationLoss(),
                    report.metrics(),
                    report.seconds()))
        .toList();
  }

  private void assertSameCheckpoints(
      RecordingListener resumed, RecordingListener undisturbed, int epoch) {
    List<StoredCheckpoint> later = undisturbed.checkpoints().stream().skip(epoch).toList();
    assertThat(resumed.checkpoints()).hasSameSizeAs(later);
    for (int i = 0; i < later.size(); i++) {
      assertThat(files.read(resumed.checkpoints().get(i).sha256()))
          .isEqualTo(files.read(later.get(i).sha256()));
    }
  }

  @Test
  void patienceCountsOnAcrossTheCheckpoint() throws IOException {
    Map<String, ParameterValue> values = Assignments.configuration("rnn-tanh", 2, 9);
    values.put("training.patience", new ParameterValue.Int(3));
    RecordingListener first = new RecordingListener(true);
    RecordingListener resumed = new RecordingListener();

    // epochs 3, 4 and 5 are no better than epoch 2; from epoch 3 on two of them are left
    scripted(3, 2, 2.5, 2.5, 2.5, 1)
        .run(Assignments.train(ONE_BATCH.task(), values, 1), ONE_BATCH, first, StopSignal.NEVER);
    StoredCheckpoint third = first.checkpoints().get(2);
    Assignment rest = Assignments.resume(ONE_BATCH.task(), values, 1, third);
    Outcome outcome = scripted(2.5, 2.5, 1).run(rest, ONE_BATCH, resumed, StopSignal.NEVER);

    assertThat(first.validationLosses()).containsExactly(3.0, 2.0, 2.5, 2.5, 2.5);
    assertThat(resumed.validationLosses()).containsExactly(2.5, 2.5);
    assertThat(outcome).isInstanceOf(Outcome.Trained.class);
    assertThat(((Outcome.Trained) outcome).epochs()).isEqualTo(5);
    assertThat(((Outcome.Trained) outcome).bestEpoch()).isEqualTo(2);
  }

  @Test
  void anAttemptStoppedRightAfterItsResumeKeepsWhatTheCheckpointHad() throws IOException {
    Map<String, ParameterValue> values = Assignments.configuration("gru", 3, 5);
    RecordingListener first = new RecordingListener(true);
    run(Assignments.train(TASK.task(), values, 1), first);

    Outcome outcome =
        trainer()
            .run(
                Assignments.resume(TASK.task(), values, 1, first.checkpoints().get(1)),
                TASK,
                new RecordingListener(),
                () -> true);

    assertThat(outcome).isInstanceOf(Outcome.Trained.class);
    assertThat(((Outcome.Trained) outcome).epochs()).isEqualTo(2);
    assertThat(((Outcome.Trained) outcome).model()).isPresent();
    assertThat(((Outcome.Trained) outcome).stoppedOnRequest()).isTrue();
  }

  @Test
  void aCheckpointOfAnotherTrialIsRefused() throws IOException {
    Map<String, ParameterValue> values = Assignments.configuration("gru", 3, 5);
    RecordingListener first = new RecordingListener(true);
    run(Assignments.train(TASK.task(), values, 1), first);
    StoredCheckpoint from = first.checkpoints().get(0);

    assertThatThrownBy(
            () -> run(Assignments.resume(TASK.task(), values, 2, from), new RecordingListener()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is another trial's");
  }

  @Test
  void nothingIsWrittenWhereNobodyWantsACheckpoint() throws IOException {
    RecordingListener listener = new RecordingListener(false);
    Outcome outcome =
        run(Assignments.train(TASK.task(), Assignments.configuration("gru", 3, 5), 1), listener);

    // the model is the first file
    assertThat(((Outcome.Trained) outcome).model()).isEqualTo(Optional.of("0"));
    assertThat(listener.checkpoints()).isEmpty();
  }

  private Outcome run(Assignment assignment, RecordingListener listener) throws IOException {
    return trainer().run(assignment, TASK, listener, StopSignal.NEVER);
  }

  private Trainer trainer() {
    return new Trainer(Engines.only(VectorNetwork::new), files, () -> 0);
  }

  private Trainer scripted(double... validation) {
    double[] training = new double[validation.length];
    return new Trainer(
        Engines.only(spec -> new ScriptedNetwork(spec, training, validation)), files, () -> 0);
  }

  private byte[] model(Outcome outcome) {
    return files.read(((Outcome.Trained) outcome).model().orElseThrow());
  }
}
