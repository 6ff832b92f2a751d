package io.cellsearch.worker.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.HostPort;
import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.worker.Attempts;
import io.cellsearch.worker.blob.FileServer;
import io.cellsearch.worker.runner.RunnerCommand;
import io.cellsearch.worker.runner.TinyRunner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker node in a cluster on loopback, with the runner that really trains. */
@Tag("cluster")
final class WorkerNodeTest {
  private static final AttemptId ID = Attempts.id(1);
  private static final int ENDLESS = Integer.MAX_VALUE;

  @TempDir Path folder;
  private FileServer server;
  private PlayedCoordinator coordinator;
  private String data;

  @BeforeEach
  void start() throws Exception {
    StringBuilder waves = new StringBuilder("t,y\n");
    IntStream.range(0, 200)
        .forEach(i -> waves.append(i).append(',').append(Math.sin(i / 3.0)).append('\n'));
    byte[] bytes = waves.toString().getBytes(UTF_8);
    data = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    server = new FileServer();
    server.put(data, bytes);
    coordinator = new PlayedCoordinator(server.url());
  }

  @AfterEach
  void stop() {
    coordinator.close();
    server.close();
  }

  @Test
  void a_worker_joins_trains_reports_brings_its_model_and_leaves() throws Exception {
    try (WorkerNode node = WorkerNode.start(settings(training()))) {
      ToCoordinator.RequestWork request = coordinator.await(ToCoordinator.RequestWork.class);
      assertThat(request.worker()).isEqualTo(node.id());
      assertThat(request.free()).isEqualTo(1);

      request.replyTo().tell(new ToWorker.Assign(train(3)));

      ToCoordinator.AttemptEnded end = coordinator.await(ToCoordinator.Ended.class).end();
      assertThat(end.id()).isEqualTo(ID);
      assertThat(end.reports()).isEqualTo(3);
      assertThat(coordinator.reports()).containsOnlyKeys(1, 2, 3);
      Outcome.Trained trained = (Outcome.Trained) end.outcome();
      assertThat(server.find(trained.model().orElseThrow())).isPresent();
      assertThat(server.calls())
          .containsExactly(
              "GET " + data + " Bearer secret",
              "PUT " + trained.model().orElseThrow() + " Bearer secret");
    }
    coordinator.await(ToCoordinator.Leaving.class);
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  @Test
  void a_worker_that_the_cluster_expels_comes_back_and_its_runner_never_notices() throws Exception {
    try (WorkerNode node = WorkerNode.start(settings(training()))) {
      ToCoordinator.RequestWork request = coordinator.await(ToCoordinator.RequestWork.class);
      request.replyTo().tell(new ToWorker.Assign(train(ENDLESS)));
      coordinator.await(ToCoordinator.Reports.class);

      coordinator.expelWorkers();

      ToCoordinator.Hello hello = coordinator.await(ToCoordinator.Hello.class);
      assertThat(hello.worker()).isEqualTo(node.id());
      assertThat(hello.running()).containsExactly(ID);
      assertThat(hello.replyTo()).isNotEqualTo(request.replyTo());
      coordinator.await(ToCoordinator.Reports.class);
      hello.replyTo().tell(new ToWorker.StopTrial(ID));
      ToCoordinator.AttemptEnded end = coordinator.await(ToCoordinator.Ended.class).end();
      assertThat(((Outcome.Trained) end.outcome()).stoppedOnRequest()).isTrue();
      while (coordinator.reports().size() < end.reports()) {
        coordinator.await(ToCoordinator.Reports.class);
      }
      // One report an epoch, before, during and after the expulsion: none is missing.
      assertThat(coordinator.reports().keySet())
          .containsExactlyElementsOf(IntStream.rangeClosed(1, end.reports()).boxed().toList());
    }
  }

  @Test
  void a_worker_whose_address_is_taken_is_refused_and_leaves_nothing_behind() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HostPort address = new HostPort("127.0.0.1", taken.getLocalPort());
      WorkerSettings settings =
          new WorkerSettings(
              address,
              Optional.empty(),
              List.of(coordinator.address()),
              1,
              folder,
              TinyRunner.command(),
              Optional.empty());

      assertThatThrownBy(() -> WorkerNode.start(settings))
          .isInstanceOf(IOException.class)
          .hasMessage("a worker cannot listen on " + address);
    }
    assertThat(ProcessHandle.current().children()).isEmpty();
    WorkerName.open(folder).close();
  }

  @Test
  void a_worker_that_finds_no_coordinator_can_be_closed_all_the_same() throws Exception {
    HostPort nobody = coordinator.address();
    coordinator.close();
    WorkerSettings settings = WorkerSettings.loopback(nobody, 1, folder, TinyRunner.command());
    WorkerNode node = WorkerNode.start(settings);

    assertTimeout(Duration.ofSeconds(5), node::close);

    node.awaitEnd();
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  private WorkerSettings settings(RunnerCommand runner) {
    return WorkerSettings.loopback(coordinator.address(), 1, folder, runner);
  }

  private static RunnerCommand training() {
    return RunnerCommand.training(
        System.getProperty("java.class.path"),
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m"));
  }

  private Assignment train(int epochs) {
    Map<String, ParameterValue> values = new LinkedHashMap<>();
    values.put("model.cell", new ParameterValue.Text("lstm"));
    values.put("model.units", new ParameterValue.Int(4));
    values.put("training.learning_rate", new ParameterValue.Real(1e-2));
    values.put("training.batch_size", new ParameterValue.Int(32));
    values.put("training.max_epochs", new ParameterValue.Int(epochs));
    Task task =
        new Task.Forecast(
            data,
            new Task.Columns("t", Optional.empty(), List.of("y"), List.of()),
            Task.Missing.ERROR,
            3,
            2,
            OptionalInt.empty(),
            new Task.Split(0.5, 0.25, 0.25),
            Task.Transform.NONE);
    return new Assignment(
        ID.trial(),
        ID.attempt(),
        Attempts.TERM,
        task,
        new Configuration(values),
        Map.of(),
        7,
        new Assignment.Kind.Train());
  }
}
