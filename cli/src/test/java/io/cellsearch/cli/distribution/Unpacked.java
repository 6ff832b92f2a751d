package io.cellsearch.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The distribution, unpacked on a machine that has it and a JDK: nothing else is in its
 * environment.
 */
final class Unpacked implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 180;

  private final Path folder;
  private final Path home;
  private final List<Process> started = new ArrayList<>();

  private Unpacked(Path folder, Path home) {
    this.folder = folder;
    this.home = home;
  }

  /** Unpacks the archive of this build; a build that made none skips its tests. */
  static Unpacked into(Path folder) throws IOException, InterruptedException {
    Path archive = archive();
    Process tar =
        new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    try (Stream<Path> files = Files.list(folder)) {
      return new Unpacked(folder, files.findFirst().orElseThrow());
    }
  }

  private static Path archive() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      List<Path> archives = files.filter(file -> file.toString().endsWith(".tar.gz")).toList();
      if (archives.isEmpty()) {
        System.err.println("skipped: this build made no distribution (-Dassembly.skipAssembly)");
      }
      Assumptions.assumeFalse(archives.isEmpty(), "this build made no distribution");
      return archives.get(0);
    }
  }

  /** Where the archive's own folder lies. */
  Path home() {
    return home;
  }

  /** A folder of this test beside the distribution. */
  Path folder() {
    return folder;
  }

  /** What a command printed, after its end. */
  record Said(int exit, String out, String err) {}

  /** Runs a command to its end. */
  Said run(String... arguments) throws IOException, InterruptedException {
    Process process = start("run", arguments);
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Said(
        process.exitValue(), Files.readString(log("run.out")), Files.readString(log("run.err")));
  }

  /** Starts a command in an empty folder of its own; what it says goes to files of this name. */
  Process start(String name, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(home.resolve("bin/cellsearch").toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(Files.createDirectories(folder.resolve("empty-" + name)).toFile())
            .redirectOutput(log(name + ".out").toFile())
            .redirectError(log(name + ".err").toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_STATE_HOME", folder.resolve("xdg").toString());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /** A file with what a command says. */
  Path log(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() {
    for (Process process : started) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
      process.onExit().join();
    }
  }
}
