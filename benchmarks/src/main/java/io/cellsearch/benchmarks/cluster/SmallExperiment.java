package io.cellsearch.benchmarks.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** An experiment of short real trials: random search, no early stopping, the CO2 series. */
record SmallExperiment(int trials, int epochs, OptionalInt concurrent) {

  /** Trials that are to train for ever do not end at the first epochs without improvement. */
  private static final int STANDARD_PATIENCE = 10;

  /** As many trials at a time as there are slots. */
  SmallExperiment(int trials, int epochs) {
    this(trials, epochs, OptionalInt.empty());
  }

  /** Writes its file and its data into a folder. */
  Path write(Path home, Path folder) throws IOException {
    Path data = folder.resolve("co2.csv");
    if (!Files.exists(data)) {
      Files.copy(home.resolve("experiments/co2.csv"), data);
    }
    return Files.writeString(folder.resolve("small.yaml"), text());
  }

  private String text() {
    return """
        name: small
        task:
          type: forecast
          data: {file: co2.csv, time: date, time_format: yyyyMMdd, targets: [co2], missing: interpolate}
          window: 26
          horizon: 12
          transform: relative_to_last
        model:
          cell: {values: [lstm, gru, mgu]}
          units: {type: int, min: 16, max: 48, scale: log}
          dropout: {min: 0.0, max: 0.3}
        training:
          learning_rate: {min: 1e-3, max: 3e-2, scale: log}
          max_epochs: %d
          patience: %d
        search: {algorithm: random, seed: 11}
        early_stopping: {algorithm: none}
        limits: {max_trials: %d%s}
        """
        .formatted(
            epochs,
            Math.max(STANDARD_PATIENCE, epochs / 10),
            trials,
            concurrent.isEmpty() ? "" : ", max_concurrent_trials: " + concurrent.getAsInt());
  }
}
