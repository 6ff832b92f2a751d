package io.cellsearch.cli.service;

import static org.awaitility.Awaitility.await;

import io.cellsearch.cli.client.ApiClient;
import io.cellsearch.cli.process.StateDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Coordinator and workers in a folder of the test; none of them outlives it. */
final class Services implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path folder;
  private final StateDirectory state;
  private final List<Process> started = new ArrayList<>();
  private final Map<Process, Path> workers = new LinkedHashMap<>();
  private List<String> options = List.of();
  private Optional<Process> coordinator = Optional.empty();
  private int port;
  private int clusterPort;

  Services(Path folder) {
    this.folder = folder;
    this.state = new StateDirectory(folder.resolve("state"));
  }

  /** Starts the coordinator on any ports and waits until it listens. */
  Process coordinator(String... more) throws IOException {
    options = List.of(more);
    return coordinator(0, 0);
  }

  /** The coordinator that was started last. */
  Process coordinatorProcess() {
    return coordinator.orElseThrow();
  }

  /** Starts the coordinator again where the last one was, with its options. */
  void coordinatorAgain() throws IOException {
    coordinator(port, clusterPort);
  }

  /** Kills the coordinator and starts it again. */
  void killCoordinatorAndStartAgain() throws IOException, InterruptedException {
    kill(coordinatorProcess());
    coordinatorAgain();
  }

  private Process coordinator(int port, int clusterPort) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "coordinator",
                "--state",
                state.path().toString(),
                "--port",
                Integer.toString(port),
                "--cluster-port",
                Integer.toString(clusterPort)));
    arguments.addAll(options);
    Process process = start(arguments.toArray(new String[0]));
    await("the coordinator listens, see " + folder)
        .atMost(PATIENCE)
        .until(() -> state.running().isPresent() && process.isAlive());
    coordinator = Optional.of(process);
    this.port = http().getPort();
    this.clusterPort = Integer.parseInt(join().substring(join().lastIndexOf(':') + 1));
    return process;
  }

  /** Starts a worker that joins the coordinator; its trials leave a checkpoint each epoch. */
  Process worker(String name, String... more) throws IOException {
    Path workerState = folder.resolve(name);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "worker",
                "--join",
                join(),
                "--slots",
                "1",
                "--state",
                workerState.toString(),
                "--checkpoint-seconds",
                "0"));
    arguments.addAll(List.of(more));
    Process process = start(arguments.toArray(new String[0]));
    workers.put(process, workerState);
    return process;
  }

  /** So many workers that the coordinator knows, those that lacked started now. */
  List<Process> workers(int count) throws IOException {
    workers.keySet().removeIf(worker -> !worker.isAlive());
    while (workers.size() < count) {
      worker("worker-" + (started.size() + 1));
    }
    await(count + " workers have joined, see " + folder)
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> metrics().lines().anyMatch(("cellsearch_workers " + count + ".0")::equals));
    return List.copyOf(workers.keySet());
  }

  /** The name by which the coordinator knows a worker that has joined it. */
  String name(Process worker) throws IOException {
    return Files.readString(workers.get(worker).resolve("worker-name")).strip();
  }

  private String metrics() throws IOException {
    try (InputStream answer = http().resolve("/metrics").toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Runs a command to its end, which must be a good one. */
  void command(String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError(String.join(" ", arguments) + " failed:\n" + logs());
    }
  }

  Path stateDirectory() {
    return state.path();
  }

  URI http() {
    return state.running().orElseThrow();
  }

  String join() {
    return state.join().orElseThrow();
  }

  ApiClient client() {
    return new ApiClient(http(), Optional.empty());
  }

  /** The words that run a command of the command line. */
  static List<String> commandLine(String... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.cellsearch.cli.Main"));
    words.addAll(List.of(arguments));
    return words;
  }

  /** Ends a process and what it has started, a worker's runner for instance. */
  static void end(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
    children.forEach(child -> child.onExit().join());
  }

  private Process start(String... arguments) throws IOException {
    Path log = folder.resolve((started.size() + 1) + "-" + arguments[0] + ".log");
    Process process =
        new ProcessBuilder(commandLine(arguments))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    started.add(process);
    return process;
  }

  /** Ends a process as {@code kill -9} does: it cannot say or write anything more. */
  static void kill(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends a signal, {@code STOP} for instance, to a process alone and not to its children. */
  static void signal(Process process, String name) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (status != 0) {
      throw new IOException("kill -" + name + " ended with " + status);
    }
  }

  /** What all processes logged so far. */
  String logs() {
    try (Stream<Path> logs = Files.list(folder).filter(file -> file.toString().endsWith(".log"))) {
      StringBuilder text = new StringBuilder();
      for (Path log : logs.sorted().toList()) {
        text.append("== ").append(log.getFileName()).append('\n').append(Files.readString(log));
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    started.forEach(Services::end);
  }
}
