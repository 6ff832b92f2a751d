package io.cellsearch.worker.app;

import io.cellsearch.protocol.HostPort;
import io.cellsearch.worker.runner.TinyRunner;
import java.io.IOException;
import java.nio.file.Path;

/** A worker node in a process of its own: its coordinator and its state directory are arguments. */
final class NodeProcess {
  private NodeProcess() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    WorkerNode.start(
            WorkerSettings.loopback(
                HostPort.parse(args[0]), 1, Path.of(args[1]), TinyRunner.command()))
        .awaitEnd();
  }

  static Process start(HostPort coordinator, Path state) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            NodeProcess.class.getName(),
            coordinator.toString(),
            state.toString())
        .inheritIO()
        .start();
  }
}
