package io.cellsearch.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What another process acknowledged before it was killed, and that it holds the file until then.
 */
@Tag("unit")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class H2KillTest {
  private static final int ENOUGH_REPORTS = 300;

  @TempDir private Path folder;

  @Test
  void everyAcknowledgedReportSurvivesAKill() throws Exception {
    Process process = startReporting();
    int lastAcknowledged = 0;
    try (BufferedReader acknowledgements = process.inputReader(StandardCharsets.UTF_8)) {
      while (lastAcknowledged < ENOUGH_REPORTS) {
        lastAcknowledged = next(acknowledgements);
      }
      assertThatThrownBy(() -> StoreFactory.open(folder, StoreSettings.DEFAULT))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("another coordinator may be running on it");
      // Through the handle: Process itself would close the pipe, and the last lines with it.
      process.toHandle().destroyForcibly();
      // What stands in the pipe was acknowledged too.
      for (String line = acknowledgements.readLine();
          line != null;
          line = acknowledgements.readLine()) {
        lastAcknowledged = Math.max(lastAcknowledged, Integer.parseInt(line));
      }
    } finally {
      process.destroyForcibly().waitFor();
    }

    try (Store store = StoreFactory.open(folder, StoreSettings.DEFAULT)) {
      assertThat(store.queries().curve(Samples.FIRST))
          .extracting(CurvePoint::step)
          .hasSizeGreaterThanOrEqualTo(lastAcknowledged)
          .startsWith(1)
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  private static int next(BufferedReader acknowledgements) throws IOException {
    String line = acknowledgements.readLine();
    assertThat(line).as("the reporting process must not end by itself").isNotNull();
    return Integer.parseInt(line);
  }

  private Process startReporting() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            ReportingProcess.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
