package io.cellsearch.benchmarks.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellsearch.benchmarks.search.Incumbents.Improvement;
import io.cellsearch.benchmarks.search.TableRun.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Optuna's runs, from files that a Python process writes: a run takes seconds, so what was once run
 * is kept outside the repository.
 */
final class OptunaRuns {
  private final Path cache;

  OptunaRuns(Path cache) {
    this.cache = cache;
  }

  /** Runs what is not there yet; the program's messages go to standard error. */
  void fill(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    int status = process.onExit().join().exitValue();
    if (status != 0) {
      throw new IOException("status " + status + " of " + String.join(" ", command));
    }
  }

  /** A run with at least the budget. */
  Outcome read(Method method, CurveTable table, int workers, int budget, int seed)
      throws IOException {
    Path file =
        cache.resolve(
            "%s.%s.%d.%d.%d.json".formatted(method.key(), table.name(), workers, budget, seed));
    if (!Files.exists(file)) {
      throw new IOException("no run of Optuna in " + file + "; --python makes it");
    }
    JsonNode run = new ObjectMapper().readTree(file.toFile());
    List<Improvement> improvements = new ArrayList<>();
    for (JsonNode each : run.get("improvements")) {
      improvements.add(new Improvement(each.get(0).intValue(), each.get(1).doubleValue()));
    }
    return new Outcome(
        new Incumbents(improvements),
        run.get("trials").intValue(),
        0,
        run.get("completed").intValue(),
        run.get("diverged").intValue());
  }
}
