package io.cellsearch.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.typesafe.config.ConfigFactory;
import io.cellsearch.protocol.HostPort;
import io.cellsearch.worker.runner.RunnerCommand;
import io.cellsearch.worker.runner.TinyRunner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker node whose coordinator never answers. */
@Tag("cluster")
final class LoneWorkerNodeTest {
  @TempDir Path folder;

  /** Takes connections and says nothing. */
  private ServerSocket silent;

  @BeforeEach
  void listen() throws IOException {
    silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    silent.close();
  }

  /**
   * Mostly within a second. Remoting that is ended while it connects to somebody who says nothing
   * waits forever, and is left alone after 15 s.
   */
  @Test
  void aNodeThatFoundNoClusterClosesAndLeavesNothingBehind() throws Exception {
    WorkerNode node =
        WorkerNode.start(WorkerSettings.loopback(silent(), 1, folder, TinyRunner.command()));

    assertTimeoutPreemptively(Duration.ofSeconds(60), node::close);
    node.awaitEnd();

    expectNothingLeft();
  }

  @Test
  void aNodeWhoseAddressIsTakenIsRefusedAndLeavesNothingBehind() throws Exception {
    assertThatThrownBy(() -> WorkerNode.start(settings(silent(), TinyRunner.command())))
        .isInstanceOf(IOException.class)
        .hasMessage("a worker cannot listen on " + silent());

    expectNothingLeft();
  }

  /** Told in any other way, it ended the thread that lets a node come back after a partition. */
  @Test
  void aNodeThatCannotListenInTimeIsRefusedAsOneThatCannotListen() throws Exception {
    Map<String, String> overrides =
        Map.of(
            "akka.remote.artery.bind.bind-timeout",
            "10ms",
            "akka.io.tcp.management-dispatcher",
            "slow",
            "slow.executor",
            SlowExecutor.class.getName());
    HostPort any = new HostPort("127.0.0.1", 0);
    overrides.forEach(System::setProperty);
    ConfigFactory.invalidateCaches();
    try {
      assertThatThrownBy(() -> WorkerNode.start(settings(any, TinyRunner.command())))
          .isInstanceOf(IOException.class)
          .hasMessage("a worker could not listen on " + any + " in time");
    } finally {
      overrides.keySet().forEach(System::clearProperty);
      ConfigFactory.invalidateCaches();
    }

    expectNothingLeft();
  }

  @Test
  void aNodeWhoseRunnerCannotBeStartedIsRefusedAndLeavesNothingBehind() throws Exception {
    RunnerCommand none = new RunnerCommand(folder.resolve("java"), List.of(), "none", "None");
    HostPort any = new HostPort("127.0.0.1", 0);

    assertThatThrownBy(() -> WorkerNode.start(settings(any, none))).isInstanceOf(IOException.class);

    expectNothingLeft();
  }

  private void expectNothingLeft() throws IOException {
    assertThat(ProcessHandle.current().children()).isEmpty();
    WorkerName.open(folder).close();
  }

  private HostPort silent() {
    return new HostPort("127.0.0.1", silent.getLocalPort());
  }

  private WorkerSettings settings(HostPort address, RunnerCommand runner) {
    return new WorkerSettings(
        address,
        Optional.empty(),
        List.of(silent()),
        1,
        1L << 30,
        folder,
        runner,
        Optional.empty());
  }
}
