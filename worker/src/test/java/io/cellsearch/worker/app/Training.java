package io.cellsearch.worker.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.worker.Attempts;
import io.cellsearch.worker.runner.RunnerCommand;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Something small that really is trained, and the runner that does it. */
final class Training {
  /** More epochs than a test has time for. */
  static final int ENDLESS = Integer.MAX_VALUE;

  private Training() {}

  /** The training module's runner. */
  static RunnerCommand runner() {
    return runner(Duration.ofMinutes(1));
  }

  /** One that leaves a checkpoint at an epoch's end, with this time between them. */
  static RunnerCommand runner(Duration interval) {
    return RunnerCommand.training(
        System.getProperty("java.class.path"),
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            RunnerCommand.checkpointOption(interval)));
  }

  /** A sine wave of 200 rows as a CSV file. */
  static byte[] data() {
    return IntStream.range(0, 200)
        .mapToObj(row -> row + "," + Math.sin(row / 3.0) + "\n")
        .collect(Collectors.joining("", "t,y\n", ""))
        .getBytes(UTF_8);
  }

  /** The name of {@link #data}. */
  static String dataHash() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Two values ahead from three, by an LSTM of four units. */
  static Assignment assignment(AttemptId id, int epochs) {
    return assignment(id, epochs, Assignment.Kind.Train.FROM_START);
  }

  /** The same from somewhere else. */
  static Assignment assignment(AttemptId id, int epochs, Assignment.Kind kind) {
    Map<String, ParameterValue> values = new LinkedHashMap<>();
    values.put("model.cell", new ParameterValue.Text("lstm"));
    values.put("model.units", new ParameterValue.Int(4));
    values.put("training.learning_rate", new ParameterValue.Real(1e-2));
    values.put("training.batch_size", new ParameterValue.Int(32));
    values.put("training.max_epochs", new ParameterValue.Int(epochs));
    Task task =
        new Task.Forecast(
            dataHash(),
            new Task.Columns("t", Optional.empty(), List.of("y"), List.of()),
            Task.Missing.ERROR,
            3,
            2,
            OptionalInt.empty(),
            new Task.Split(0.5, 0.25, 0.25),
            Task.Transform.NONE);
    return new Assignment(
        id.trial(),
        id.attempt(),
        Attempts.TERM,
        task,
        new Configuration(values),
        Map.of(),
        7,
        kind);
  }
}
