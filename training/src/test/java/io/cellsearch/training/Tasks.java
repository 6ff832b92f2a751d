package io.cellsearch.training;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.experiment.Task.Transform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Tasks that tests are about. */
public final class Tasks {
  /** In the place of a hash where nothing looks the data up by it. */
  public static final String NO_HASH = "0".repeat(64);

  private Tasks() {}

  /** The forecast of experiments/co2.yaml. */
  public static Task.Forecast co2(String hash) {
    return new Task.Forecast(
        hash,
        new Task.Columns("date", Optional.of("yyyyMMdd"), List.of("co2"), List.of()),
        Task.Missing.INTERPOLATE,
        52,
        12,
        OptionalInt.of(52),
        new Task.Split(0.7, 0.15, 0.15),
        Transform.RELATIVE_TO_LAST);
  }

  /** The forecast of a column y by t, with windows of 3 rows and a horizon of 2. */
  public static Task.Forecast small(String hash, Transform transform, OptionalInt season) {
    return new Task.Forecast(
        hash,
        new Task.Columns("t", Optional.empty(), List.of("y"), List.of()),
        Task.Missing.ERROR,
        3,
        2,
        season,
        new Task.Split(0.5, 0.25, 0.25),
        transform);
  }

  /** A file with the columns t and y. */
  public static byte[] csv(double... values) {
    StringBuilder text = new StringBuilder("t,y\n");
    for (int i = 0; i < values.length; i++) {
      text.append(i).append(',').append(values[i]).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
