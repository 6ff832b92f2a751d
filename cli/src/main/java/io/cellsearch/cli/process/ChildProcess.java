package io.cellsearch.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A coordinator or worker that this process started: the same program in a JVM of its own. It ends
 * with this process, even when this one is killed, because it watches its parent.
 */
public final class ChildProcess implements AutoCloseable {
  private static final String IGNORING_CTRL_C = "trap '' INT; exec \"$@\"";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Process process;
  private final Path log;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts {@code java Main ARGUMENTS}; what it prints goes to the log file. */
  public static ChildProcess start(List<String> jvmOptions, List<String> arguments, Path log)
      throws IOException {
    // A Ctrl-C of the terminal is for this process alone, which ends its children in order.
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", IGNORING_CTRL_C, "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.cellsearch.cli.Main"));
    command.addAll(arguments);
    command.addAll(List.of("--parent", Long.toString(ProcessHandle.current().pid())));
    Files.createDirectories(log.toAbsolutePath().getParent());
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new ChildProcess(process, log);
  }

  /** Whether it has not ended. */
  public boolean alive() {
    return process.isAlive();
  }

  /** Where its output stands. */
  public Path log() {
    return log;
  }

  /** Asks it to end in order, waits, and ends it by force at last. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
