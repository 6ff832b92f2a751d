package io.cellsearch.benchmarks.cluster;

import io.cellsearch.protocol.HostPort;
import io.cellsearch.worker.app.WorkerNode;
import io.cellsearch.worker.app.WorkerSettings;
import io.cellsearch.worker.runner.RunnerCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A real worker node whose runner is a {@link DelayRunner}. */
final class DelayWorker {
  private DelayWorker() {}

  /** Takes the coordinator's address, the number of slots, a folder and a trial's milliseconds. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    RunnerCommand runner =
        new RunnerCommand(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            List.of("-D" + DelayRunner.MILLIS + "=" + arguments[3]),
            System.getProperty("java.class.path"),
            DelayRunner.class.getName());
    WorkerNode node =
        WorkerNode.start(
            WorkerSettings.loopback(
                HostPort.parse(arguments[0]),
                Integer.parseInt(arguments[1]),
                Path.of(arguments[2]),
                runner));
    Runtime.getRuntime().addShutdownHook(new Thread(node::close, "worker-end"));
    node.awaitEnd();
  }
}
