package io.cellsearch.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.protocol.WorkerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class WorkerNameTest {
  @TempDir Path folder;

  @Test
  void aNameIsMadeUpOnceAndKept() throws IOException {
    Path state = folder.resolve("state");
    WorkerId first;
    try (WorkerName name = WorkerName.open(state)) {
      first = name.id();
    }

    try (WorkerName name = WorkerName.open(state)) {
      assertThat(name.id()).isEqualTo(first);
    }
    try (WorkerName name = WorkerName.open(folder.resolve("other"))) {
      assertThat(name.id()).isNotEqualTo(first);
    }
  }

  @Test
  void aNameCanBeGivenInItsFile() throws IOException {
    Files.writeString(folder.resolve("worker-name"), "rack-7\n");

    try (WorkerName name = WorkerName.open(folder)) {
      assertThat(name.id()).isEqualTo(new WorkerId("rack-7"));
    }
  }

  @Test
  void aSecondWorkerOfTheSameProcessIsRefused() throws IOException {
    try (WorkerName name = WorkerName.open(folder)) {
      assertThat(name.id()).isNotNull();
      assertThatThrownBy(() -> WorkerName.open(folder))
          .isInstanceOf(IOException.class)
          .hasMessage("another worker lives in " + folder);
    }
  }

  @Test
  void aSecondWorkerIsRefusedAsLongAsTheFirstOneLives() throws Exception {
    try (WorkerName name = WorkerName.open(folder)) {
      assertThat(name.id()).isNotNull();
      assertThat(secondWorker()).isEqualTo("another worker lives in " + folder);
    }
    assertThat(secondWorker()).isEqualTo(Files.readString(folder.resolve("worker-name")));
  }

  @Test
  void aDamagedNameIsRefusedAndTheDirectoryStaysFree() throws IOException {
    Path file = folder.resolve("worker-name");
    for (String damaged : new String[] {"-w", "a b", "w".repeat(201)}) {
      Files.writeString(file, damaged);
      assertThatThrownBy(() -> WorkerName.open(folder))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("worker-name is damaged");
    }

    Files.writeString(file, "w".repeat(200));
    try (WorkerName name = WorkerName.open(folder)) {
      assertThat(name.id().value()).hasSize(200);
    }
  }

  private String secondWorker() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SecondWorker.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).isZero();
    return said.strip();
  }
}
