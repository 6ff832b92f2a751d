package io.cellsearch.frames;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
final class FrameCodecTest {
  private static final TrialId TRIAL = new TrialId(new ExperimentId("co2-2"), 7);
  private static final String SHA = "0123456789abcdef".repeat(4);

  static Stream<Frame> frames() {
    return Stream.of(
        new Frame.Start(assignment(new Task.Polyphony(SHA), Assignment.Kind.Train.FROM_START)),
        new Frame.Start(
            assignment(
                new Task.Polyphony(SHA),
                new Assignment.Kind.Train(Optional.of(new StoredCheckpoint(SHA, 9))))),
        new Frame.Start(
            assignment(
                new Task.Polyphony(SHA),
                new Assignment.Kind.Train(
                    Optional.of(new StoredCheckpoint(SHA, 9)), OptionalInt.of(16)))),
        new Frame.Start(assignment(forecast(), new Assignment.Kind.Evaluate(SHA))),
        new Frame.StopTrial(TRIAL, 2),
        new Frame.GoOn(TRIAL, 2, 32),
        new Frame.PauseTrial(TRIAL, 2, 16),
        new Frame.HandBack(TRIAL, 2),
        new Frame.Abandon(TRIAL, 3),
        new Frame.Shutdown(),
        new Frame.Ready(4711, "vector"),
        new Frame.Progress(TRIAL, 1, Long.MAX_VALUE),
        reported(0.1 + 0.2, Double.MIN_VALUE),
        reported(Double.NaN, Double.NaN),
        reported(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY),
        new Frame.Checkpointed(TRIAL, 2, 4, new StoredCheckpoint(SHA, 9)),
        ended(new Outcome.Trained(27, 20, Optional.of(SHA), false)),
        ended(new Outcome.Trained(0, 0, Optional.empty(), true)),
        ended(new Outcome.Paused(16, Optional.of(new StoredCheckpoint(SHA, 16)))),
        ended(new Outcome.Paused(16, Optional.empty())),
        ended(new Outcome.Evaluated(0.55, new Metrics(Map.of("mae", 0.4)))),
        ended(new Outcome.Diverged(3)),
        ended(new Outcome.Failed("no cell grü", "line 1\nline 2\t\"quoted\"")),
        ended(new Outcome.RunnerLost("exit code 3", "")));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void everyFrameSurvivesTheWay(Frame frame) throws IOException {
    assertThat(read(written(frame))).contains(frame);
  }

  @Test
  void framesFollowEachOtherAndThenTheStreamEndsWell() throws IOException {
    DataInputStream in = stream(written(new Frame.Shutdown(), new Frame.Abandon(TRIAL, 1)));

    assertThat(FrameCodec.read(in)).contains(new Frame.Shutdown());
    assertThat(FrameCodec.read(in)).contains(new Frame.Abandon(TRIAL, 1));
    assertThat(FrameCodec.read(in)).isEmpty();
  }

  @Test
  void aFrameIsItsLengthInBigEndianAndThenJson() throws IOException {
    // {"frame":"shutdown"} has 20 bytes
    assertThat(written(new Frame.Shutdown()))
        .startsWith(0, 0, 0, 20)
        .endsWith("{\"frame\":\"shutdown\"}".getBytes(UTF_8));
  }

  @Test
  void aStreamCutAnywhereWithinAFrameIsAnError() throws IOException {
    byte[] whole = written(new Frame.StopTrial(TRIAL, 1));

    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void aLengthThatNoFrameHasMeansThatTheStreamIsOutOfStep() {
    // "[INFO]" in the place of a length is 0x5B494E46, more than a thousand million bytes
    byte[] garbage = "[INFO] a library prints".getBytes(UTF_8);
    byte[] negative = {-1, -1, -1, -1};

    assertThatThrownBy(() -> read(garbage)).hasMessageContaining("out of step");
    assertThatThrownBy(() -> read(negative)).hasMessageContaining("out of step");
  }

  @Test
  void anUnknownFrameIsRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] json = "{\"frame\":\"restart\"}".getBytes(UTF_8);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(json.length);
    out.write(json);

    assertThatThrownBy(() -> read(bytes.toByteArray())).hasMessageContaining("restart");
  }

  private static Frame reported(double training, double validation) {
    Metrics metrics = new Metrics(Map.of("mae", validation, "mse", 1e-300));
    return new Frame.Reported(
        TRIAL, 1, new EpochReport(4, 5, training, validation, metrics, 12.625));
  }

  private static Frame ended(Outcome outcome) {
    return new Frame.Ended(TRIAL, 1, outcome);
  }

  private static Task.Forecast forecast() {
    return new Task.Forecast(
        SHA,
        new Task.Columns("date", Optional.of("yyyyMMdd"), List.of("co2"), List.of("wind")),
        Task.Missing.DROP,
        52,
        12,
        OptionalInt.of(52),
        new Task.Split(0.7, 0.15, 0.15),
        Task.Transform.DIFFERENCE);
  }

  private static Assignment assignment(Task task, Assignment.Kind kind) {
    Map<String, ParameterValue> values = new LinkedHashMap<>();
    values.put("model.cell", new ParameterValue.Text("lstm"));
    values.put("model.units", new ParameterValue.Int(24));
    values.put("model.peephole_i", new ParameterValue.Flag(true));
    values.put("training.learning_rate", new ParameterValue.Real(1));
    return new Assignment(
        TRIAL,
        1,
        9,
        task,
        new Configuration(values),
        Map.of("mine", "state h\nh' = tanh(W x + U h + b)"),
        Long.MIN_VALUE,
        kind);
  }

  private static byte[] written(Frame... frames) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Frame frame : frames) {
      FrameCodec.write(new DataOutputStream(bytes), frame);
    }
    return bytes.toByteArray();
  }

  private static DataInputStream stream(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  private static Optional<Frame> read(byte[] bytes) throws IOException {
    return FrameCodec.read(stream(bytes));
  }
}
