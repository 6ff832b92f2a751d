package io.cellsearch.worker.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class KilledNodeTest {
  @TempDir Path folder;

  @Test
  void aRunnerDoesNotOutliveANodeThatIsKilled() throws Exception {
    Process node =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledNode.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = node.inputReader()) {
      String pid = out.lines().filter(line -> line.matches("[0-9]+")).findFirst().orElseThrow();
      Optional<ProcessHandle> runner = ProcessHandle.of(Long.parseLong(pid));

      assertThat(node.waitFor(20, TimeUnit.SECONDS)).isTrue();
      if (runner.isPresent()) {
        runner.get().onExit().get(20, TimeUnit.SECONDS);
      }
    } finally {
      node.destroyForcibly();
    }
  }
}
