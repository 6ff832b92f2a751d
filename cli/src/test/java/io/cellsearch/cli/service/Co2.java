package io.cellsearch.cli.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The task of experiments/co2.yaml, for experiments that only have to be small. */
final class Co2 {
  /** Forecasts a quarter from half a year; the data lies beside the experiment file. */
  static final String TASK =
      """
      task:
        type: forecast
        data: {file: co2.csv, time: date, time_format: yyyyMMdd, targets: [co2], missing: interpolate}
        window: 26
        horizon: 12
        transform: relative_to_last
      """;

  private Co2() {}

  /** Puts the data beside experiment files. */
  static void copyTo(Path folder) throws IOException {
    Files.copy(Path.of("../experiments/co2.csv"), folder.resolve("co2.csv"));
  }
}
