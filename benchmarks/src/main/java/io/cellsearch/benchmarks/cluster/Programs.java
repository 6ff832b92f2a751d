package io.cellsearch.benchmarks.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Programs of the system, run to their end. */
final class Programs {
  private Programs() {}

  /** Runs a program. */
  static void run(String... words) throws IOException, InterruptedException {
    run(List.of(words), Map.of());
  }

  /**
   * Runs a program with further variables of its environment.
   *
   * @throws IOException with what it printed, if it fails
   */
  static void run(List<String> words, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", words) + ": " + printed.strip());
    }
  }
}
