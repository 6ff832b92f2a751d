package io.cellsearch.coordinator.app;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.coordinator.actor.ScriptedWorker;
import io.cellsearch.coordinator.artifact.Sha256;
import io.cellsearch.coordinator.store.PostgresServer;
import io.cellsearch.frames.Json;
import io.cellsearch.protocol.HostPort;
import io.cellsearch.protocol.WorkerMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two coordinators and a witness as processes, on one PostgreSQL database: what one of them was
 * about, the other one goes on with.
 */
@Tag("slow")
final class FailoverTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int TRIALS = 60;
  private static final int EPOCHS = 4;
  private static final String DATA = "date,co2\n20200101,400\n";
  private static final String SPEC =
      """
      name: small
      task:
        type: forecast
        data: {file: co2.csv, time: date, time_format: yyyyMMdd, targets: [co2]}
        window: 26
        horizon: 12
      model:
        cell: gru
        units: {type: int, min: 16, max: 48, scale: log}
      training:
        max_epochs: %d
      search: {algorithm: random, seed: 11}
      early_stopping: {algorithm: none}
      limits: {max_trials: %d}
      """
          .formatted(EPOCHS, TRIALS);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Process> processes = new ArrayList<>();
  private List<Integer> http = List.of();
  private List<HostPort> voters = List.of();

  @TempDir private Path folder;
  private PostgresServer database;

  @BeforeEach
  void startAll() throws Exception {
    Optional<Path> bin = PostgresServer.installed();
    if (bin.isEmpty()) {
      String reason = "SKIPPED: failover, because no PostgreSQL server is installed";
      System.err.println(reason);
      Assumptions.abort(reason);
    }
    database = PostgresServer.start(bin.get());
    List<Integer> ports = freePorts(5);
    voters = ports.subList(0, 3).stream().map(port -> new HostPort("127.0.0.1", port)).toList();
    http = ports.subList(3, 5);
    start(0);
    awaitAnswer(0);
    start(1);
    start(2);
    awaitAnswer(1);
  }

  @AfterEach
  void stopAll() throws Exception {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
    if (database != null) {
      database.close();
    }
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }

  /** The third voter is the witness. */
  private void start(int voter) throws Exception {
    boolean witness = voter == 2;
    Process process =
        VoterProcess.start(
            folder.resolve(voter + ".log"),
            List.of(
                folder.resolve("state-" + voter).toString(),
                witness ? "witness" : database.jdbcUrl("public"),
                folder.resolve("artifacts").toString(),
                voters.get(voter).toString(),
                String.join(",", voters.stream().map(HostPort::toString).toList()),
                witness ? "0" : Integer.toString(http.get(voter))));
    if (processes.size() > voter) {
      processes.set(voter, process);
    } else {
      processes.add(process);
    }
  }

  @Test
  void whenTheLeaderIsKilledTheOtherOneGoesOnAndWhenThatOneIsToldToEndTheFirstOneDoes()
      throws Exception {
    await("the first one leads", () -> ready(0));
    assertThat(ready(1)).isFalse();
    submit(0);
    ActorSystem<WorkerMessage> worker =
        FakeWorker.start(voters, new ScriptedWorker("a", 2), Integer.MAX_VALUE);
    try {
      await("some trials are done", () -> completed(0) >= 5);

      long killed = System.nanoTime();
      processes.get(0).destroyForcibly().waitFor();
      await("the second one leads", () -> ready(1));
      tell("a coordinator that is killed is followed after", killed);
      int before = completed(1);
      await("trials go on", () -> completed(1) >= before + 5);

      start(0);
      awaitAnswer(0);
      // A member again, and the younger one of the two.
      await("all voters are there", () -> metrics(0).contains("cellsearch_voters 3.0"));
      long told = System.nanoTime();
      processes.get(1).destroy();
      await("the first one leads again", () -> ready(0));
      tell("a coordinator that is told to end is followed after", told);
      assertThat(processes.get(1).waitFor(30, TimeUnit.SECONDS)).isTrue();
      await("the experiment ends", () -> state(0).equals("COMPLETED"));
    } finally {
      FakeWorker.stop(worker);
    }

    assertThat(terms()).containsExactly(1L, 2L, 3L);
    for (int trial = 1; trial <= TRIALS; trial++) {
      JsonNode stored = json(0, "/api/experiments/small/trials/" + trial);
      assertThat(stored.path("state").asText()).isEqualTo("COMPLETED");
      // The worker lived: no attempt was begun again, and each epoch is there once.
      assertThat(stored.path("workerLosses").asInt()).isZero();
      assertThat(stored.path("curve")).hasSize(EPOCHS);
    }
  }

  private static void tell(String what, long sinceNanos) {
    System.out.printf("%s %.1f s%n", what, (System.nanoTime() - sinceNanos) / 1e9);
  }

  private void submit(int voter) throws Exception {
    byte[] bytes = DATA.getBytes(StandardCharsets.UTF_8);
    String hash = Sha256.of(bytes).value();
    send(
        HttpRequest.newBuilder(uri(voter, "/api/artifacts/" + hash))
            .header("Content-Type", "application/octet-stream")
            .PUT(BodyPublishers.ofByteArray(bytes)));
    String body =
        Json.mapper()
            .writeValueAsString(
                Map.of("fileName", "small.yaml", "spec", SPEC, "data", Map.of("co2.csv", hash)));
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(uri(voter, "/api/experiments"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private boolean ready(int voter) throws Exception {
    return send(HttpRequest.newBuilder(uri(voter, "/ready"))).statusCode() == 200;
  }

  private String metrics(int voter) throws Exception {
    return send(HttpRequest.newBuilder(uri(voter, "/metrics"))).body();
  }

  private void awaitAnswer(int voter) {
    await(
        "voter " + voter + " answers",
        () -> send(HttpRequest.newBuilder(uri(voter, "/alive"))).statusCode() == 200);
  }

  private int completed(int voter) throws Exception {
    return json(voter, "/api/experiments/small").path("trials").path("completed").asInt();
  }

  private String state(int voter) throws Exception {
    return json(voter, "/api/experiments/small").path("state").asText();
  }

  private JsonNode json(int voter, String path) throws Exception {
    return Json.mapper().readTree(send(HttpRequest.newBuilder(uri(voter, path))).body());
  }

  private URI uri(int voter, String path) {
    return URI.create("http://localhost:" + http.get(voter) + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(
        request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private List<Long> terms() throws Exception {
    List<Long> terms = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(database.jdbcUrl("public"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT term FROM terms ORDER BY term")) {
      while (rows.next()) {
        terms.add(rows.getLong(1));
      }
    }
    return terms;
  }

  private String log(int voter) throws IOException {
    return Files.readString(folder.resolve(voter + ".log"));
  }

  private void await(String what, Callable<Boolean> condition) {
    try {
      Awaitility.await(what)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(condition);
    } catch (ConditionTimeoutException e) {
      StringBuilder logs = new StringBuilder();
      for (int voter = 0; voter < 3; voter++) {
        try {
          logs.append("== ").append(voter).append('\n').append(log(voter));
        } catch (IOException unread) {
          logs.append(unread.getMessage());
        }
      }
      throw new AssertionError(e.getMessage() + "\n" + logs, e);
    }
  }
}
