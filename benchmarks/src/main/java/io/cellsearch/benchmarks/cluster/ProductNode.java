package io.cellsearch.benchmarks.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One node of the product, which is ended and started again; at most one process at a time. */
final class ProductNode implements AutoCloseable {
  /** The last line of a heap's histogram, for instance {@code Total 790192 40306144}. */
  private static final Pattern HISTOGRAM_TOTAL =
      Pattern.compile("^Total +\\d+ +(\\d+)", Pattern.MULTILINE);

  private final String name;
  private final List<String> command;
  private final Path log;
  private @Nullable Process process;

  /** A signal as {@code kill} knows it. */
  enum Signal {
    STOP,
    CONT,
    TERM,
    KILL
  }

  /**
   * A node that was not started yet.
   *
   * @param log takes what all of its processes print
   */
  ProductNode(String name, List<String> command, Path log) {
    this.name = name;
    this.command = List.copyOf(command);
    this.log = log;
  }

  String name() {
    return name;
  }

  Path log() {
    return log;
  }

  synchronized void start() throws IOException {
    process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
  }

  synchronized boolean alive() {
    return process != null && process.isAlive();
  }

  /** Sends a signal to the node's process, if it lives. */
  synchronized void signal(Signal signal) throws IOException {
    if (process != null) {
      send(process.toHandle(), signal);
    }
  }

  /** Waits until the process has ended. */
  void awaitEnd() {
    Process running;
    synchronized (this) {
      running = process;
    }
    if (running != null) {
      running.onExit().join();
    }
  }

  /** The process that trains for this node, a worker. */
  synchronized Optional<ProcessHandle> runner() {
    return process == null ? Optional.empty() : process.children().findFirst();
  }

  /** Processor time that its process has used so far. */
  synchronized double cpuSeconds() {
    return process == null
        ? 0
        : process.info().totalCpuDuration().map(time -> time.toNanos() / 1e9).orElse(0.0);
  }

  /** The bytes of all objects of its heap that live on after a full collection. */
  long liveHeapBytes() throws IOException {
    Matcher total = HISTOGRAM_TOTAL.matcher(jcmd("GC.class_histogram"));
    if (!total.find()) {
      throw new IOException("jcmd tells no heap of " + name);
    }
    return Long.parseLong(total.group(1));
  }

  private synchronized String jcmd(String command) throws IOException {
    if (process == null) {
      throw new IOException(name + " does not run");
    }
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  static void send(ProcessHandle handle, Signal signal) throws IOException {
    if (handle.isAlive()) {
      new ProcessBuilder("kill", "-" + signal.name(), Long.toString(handle.pid()))
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .onExit()
          .join();
    }
  }

  /** Ends the node and what it has started, whatever state they are in. */
  @Override
  public synchronized void close() {
    if (process != null) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
      process.onExit().join();
    }
  }
}
