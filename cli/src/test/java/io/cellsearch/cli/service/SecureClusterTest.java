package io.cellsearch.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.cli.client.ApiClient;
import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.client.Submission;
import io.cellsearch.cli.local.LocalSpec;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A coordinator and a worker as between machines: certificates that no authority signed on both
 * ports, a token on every call. A trial is trained before the tests look at what is left of it.
 */
@Tag("cluster")
final class SecureClusterTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SPEC =
      """
      name: secured
      task:
        type: forecast
        data: {file: co2.csv, time: date, time_format: yyyyMMdd, targets: [co2], missing: interpolate}
        window: 26
        horizon: 4
      model: {cell: gru, units: 16}
      training: {learning_rate: 0.01, max_epochs: 2}
      search: {algorithm: random, seed: 1}
      early_stopping: {algorithm: none}
      limits: {max_trials: 1}
      """;

  @TempDir private static Path folder;
  private static Secrets secrets;
  private static Services services;
  private static String id = "";
  private static String commandLines = "";

  @BeforeAll
  static void aWorkerJoinsAndTrainsOneTrial() throws Exception {
    secrets = Secrets.make(folder.resolve("secrets"));
    services = new Services(Files.createDirectories(folder.resolve("services")));
    Process coordinator = services.coordinator(withToken(secrets.nodeOptions()));
    Process worker = services.worker("worker", secrets.nodeOptions());
    Files.copy(Path.of("../experiments/co2.csv"), folder.resolve("co2.csv"));
    Files.writeString(folder.resolve("secured.yaml"), SPEC);
    id = Submission.submit(client(), LocalSpec.read(folder.resolve("secured.yaml")));
    await("the trial ends", () -> client().experiment(id).ended());
    commandLines = commandLines(coordinator) + commandLines(worker);
  }

  @AfterAll
  static void endAll() {
    if (services != null) {
      services.close();
    }
  }

  private static String[] withToken(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--token-file", secrets.file("token").toString()));
    return all.toArray(new String[0]);
  }

  private static ApiClient client() throws IOException {
    return new ApiClient(
        services.http(), Optional.of(secrets.token()), Optional.of(secrets.trust()));
  }

  private static void await(String what, java.util.concurrent.Callable<Boolean> condition) {
    try {
      Awaitility.await(what)
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(ApiException.class)
          .until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + "\n" + services.logs(), e);
    }
  }

  /**
   * Of a process and all that it has started, a worker's runner for instance; as any user of the
   * machine reads them.
   */
  private static String commandLines(Process process) throws IOException {
    StringBuilder text = new StringBuilder();
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    for (ProcessHandle each : all) {
      Path proc = Path.of("/proc", Long.toString(each.pid()));
      text.append(Files.readString(proc.resolve("cmdline"), StandardCharsets.ISO_8859_1))
          .append(Files.readString(proc.resolve("environ"), StandardCharsets.ISO_8859_1))
          .append('\n');
    }
    return text.toString();
  }

  @Test
  void theWorkerFetchedTheDataAndBroughtTheModelBack() throws Exception {
    assertThat(services.http().getScheme()).isEqualTo("https");
    assertThat(client().experiment(id).state()).isEqualTo("COMPLETED");
    JsonNode trial = client().json("api/experiments/" + id + "/trials/1");
    // ApiClient.artifact compares the bytes with the hash.
    assertThat(client().artifact(trial.path("model").asText())).isNotEmpty();
  }

  @Test
  void aClientThatDoesNotKnowTheCertificateIsToldSo() throws Exception {
    ApiClient stranger = new ApiClient(services.http(), Optional.of(secrets.token()));

    assertThatThrownBy(stranger::experiments)
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("shows no certificate that is trusted here");
  }

  @Test
  void aCommandWithTheCertificateAndTheTokenIsAnswered() throws Exception {
    Process process =
        new ProcessBuilder(
                Services.commandLine(
                    "experiments",
                    "--server",
                    services.http().toString(),
                    "--token-file",
                    secrets.file("token").toString(),
                    "--certificate",
                    secrets.file("certificate.pem").toString()))
            .redirectErrorStream(true)
            .start();

    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(said).contains("secured");
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void whoShowsNoCertificateDoesNotSpeakToTheCluster() throws Exception {
    String join = services.join();
    int port = Integer.parseInt(join.substring(join.lastIndexOf(':') + 1));
    try (SSLSocket socket =
        (SSLSocket) secrets.trust().getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);

      // With TLS 1.3 the refusal comes after the client's own handshake is over.
      assertThatThrownBy(
              () -> {
                socket.startHandshake();
                if (socket.getInputStream().read() < 0) {
                  throw new IOException("hung up");
                }
              })
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  @Test
  void noSecretStandsInLogsDatabaseStateOrProcessLists() throws Exception {
    // What was searched is what there is: the experiment's name stands in the database, the
    // program's in the process list.
    assertThat(Files.readString(database(), StandardCharsets.ISO_8859_1)).contains("secured");
    assertThat(commandLines).contains("RunnerMain", "coordinator").satisfies(this::isFree);
    assertThat(secrets.leaks(folder)).isEmpty();
  }

  private static Path database() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("services/state"))) {
      return files.filter(file -> file.toString().endsWith(".mv.db")).findFirst().orElseThrow();
    }
  }

  private void isFree(String text) throws IOException {
    assertThat(secrets.isIn(text)).isFalse();
  }

  @Test
  void noSecretStandsInAnAnswer() throws Exception {
    HttpClient https = HttpClient.newBuilder().sslContext(secrets.trust()).build();
    String experiment = "/api/experiments/" + id;
    for (String path :
        List.of(
            "/",
            "/alive",
            "/metrics",
            "/api/experiments",
            experiment,
            experiment + "/trials",
            experiment + "/trials/1",
            experiment + "/leaderboard",
            experiment + "/importance",
            "/api/experiments/" + "x".repeat(50),
            "/?token=" + secrets.token())) {
      HttpResponse<String> answer =
          https.send(
              HttpRequest.newBuilder(services.http().resolve(path))
                  .header("Authorization", "Bearer " + secrets.token())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(path).isLessThan(500);
      isFree(answer.body() + answer.headers().map());
    }
  }
}
