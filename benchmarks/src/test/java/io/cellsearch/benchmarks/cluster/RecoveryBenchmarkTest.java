package io.cellsearch.benchmarks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a killed coordinator is said to work again. */
@Tag("unit")
final class RecoveryBenchmarkTest {
  /** Assigns without end; at its second start only after a second. */
  private static final String COORDINATOR =
      "test -e started && sleep 1; touch started; while :; do echo assigned to a worker; done";

  @TempDir private Path folder;

  @Test
  void whatTheKilledOneAssignedBeforeItsEndDoesNotCount() throws Exception {
    Path log = folder.resolve("log");
    List<String> command = List.of("sh", "-c", "cd " + folder + " && " + COORDINATOR);
    try (ProductNode coordinator = new ProductNode("coordinator", command, log)) {
      coordinator.start();
      new LogTail(log, 0).await("assigned to", Duration.ofSeconds(10));

      double seconds = RecoveryBenchmark.secondsUntilAssigned(coordinator, log, coordinator::start);

      assertThat(seconds).isGreaterThanOrEqualTo(1);
    }
  }
}
