package io.cellsearch.cli.process;

import io.cellsearch.cli.exit.CommandException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A coordinator and a worker of this machine alone, each a process of its own. */
public final class LocalCluster implements AutoCloseable {
  /** Options of their JVMs: they start faster so, and neither of them computes much. */
  public static final List<String> SMALL_JVM =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int POLL_MILLIS = 20;

  /** Of the patience with a process that is to end; somebody waits for it. */
  private static final String GRACE_SECONDS = "4";

  private final StateDirectory state;
  private final List<ChildProcess> children = new ArrayList<>();
  private URI uri = URI.create("");

  private LocalCluster(StateDirectory state) {
    this.state = state;
  }

  /**
   * Starts both.
   *
   * @param port of the pages; empty for the standard one or the next that is free
   * @param slots of the worker; empty for one a core
   */
  public static LocalCluster start(StateDirectory state, OptionalInt port, OptionalInt slots)
      throws IOException, InterruptedException {
    LocalCluster cluster = new LocalCluster(state);
    try {
      cluster.startCoordinator(port);
      cluster.startWorker(slots);
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void startCoordinator(OptionalInt port) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of("coordinator", "--state", state.path().toString(), "--cluster-port", "0"));
    port.ifPresent(given -> arguments.addAll(List.of("--port", Integer.toString(given))));
    ChildProcess coordinator =
        ChildProcess.start(SMALL_JVM, arguments, state.logs().resolve("coordinator.log"));
    children.add(coordinator);
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (state.running().isEmpty()) {
      if (!coordinator.alive() || System.nanoTime() > patience) {
        throw CommandException.environment(
            "the coordinator did not start; see " + coordinator.log());
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    uri = state.running().orElseThrow();
  }

  private void startWorker(OptionalInt slots) throws IOException {
    Path directory = state.path().resolve("worker");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "worker",
                "--join",
                state.join().orElseThrow(),
                "--state",
                directory.toString(),
                "--grace",
                GRACE_SECONDS));
    slots.ifPresent(given -> arguments.addAll(List.of("--slots", Integer.toString(given))));
    children.add(ChildProcess.start(SMALL_JVM, arguments, state.logs().resolve("worker.log")));
  }

  /** The address of the pages. */
  public URI uri() {
    return uri;
  }

  /** Throws when one of them has ended although nobody asked it to. */
  public void check() {
    for (ChildProcess child : children) {
      if (!child.alive()) {
        throw CommandException.failed("a process ended by itself; see " + child.log());
      }
    }
  }

  /** Ends both in order, the worker first. */
  @Override
  public void close() {
    for (int i = children.size() - 1; i >= 0; i--) {
      children.get(i).close();
    }
  }
}
