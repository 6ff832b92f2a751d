package io.cellsearch.worker.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class RunnerCommandTest {
  @Test
  void aRunnerOfTheTrainingModuleRunsOnTheJdkThatRunsThis() {
    RunnerCommand command = RunnerCommand.training("a.jar:b.jar", List.of("-Xmx64m"));

    assertThat(command.words(Path.of("/blobs"), 3))
        .containsExactly(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+DisplayVMOutputToStderr",
            "-Xmx64m",
            "-cp",
            "a.jar:b.jar",
            "io.cellsearch.training.runner.RunnerMain",
            "--blobs",
            "/blobs",
            "--slots",
            "3");
  }
}
