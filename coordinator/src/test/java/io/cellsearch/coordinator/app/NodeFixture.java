package io.cellsearch.coordinator.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.coordinator.artifact.Sha256;
import io.cellsearch.coordinator.spec.DataInspection;
import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.placement.MemoryNeed;
import io.cellsearch.frames.Json;
import io.cellsearch.protocol.HostPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** A coordinator node on free ports of this machine, and its HTTP API. */
final class NodeFixture implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String JSON = "application/json";

  private final CoordinatorNode node;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  NodeFixture(Path state) throws Exception {
    node =
        CoordinatorNode.start(
            CoordinatorSettings.loopback(state, 0, 0),
            (task, data) ->
                new DataInspection(
                    List.of(), List.of(new Reference("last value", 2, 3)), 1, 12, DataSize.NONE),
            MemoryNeed.UNKNOWN,
            "0.1.0");
  }

  HostPort cluster() {
    return node.cluster();
  }

  int port() {
    return node.uri().getPort();
  }

  void awaitReady() {
    await("the node is ready", () -> get("/ready").statusCode() == 200);
  }

  void awaitState(String experiment, String state) {
    await(
        experiment + " is " + state,
        () -> json("/api/experiments/" + experiment).path("state").asText().equals(state));
  }

  static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(PATIENCE).until(condition);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return Json.mapper().readTree(get(path).body());
  }

  String upload(String content) throws IOException, InterruptedException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    String hash = Sha256.of(bytes).value();
    send(
        HttpRequest.newBuilder(uri("/api/artifacts/" + hash))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .header("Content-Type", "application/octet-stream"));
    return hash;
  }

  HttpResponse<String> submit(String spec, Map<String, String> data)
      throws IOException, InterruptedException {
    String body =
        Json.mapper()
            .writeValueAsString(Map.of("fileName", "small.yaml", "spec", spec, "data", data));
    return send(
        HttpRequest.newBuilder(uri("/api/experiments"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", JSON));
  }

  /** Has a backup taken while the node works. */
  Path backup(Path file) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/api/backup"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .header("Content-Type", JSON)
            .timeout(PATIENCE)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofFile(file)).body();
  }

  private URI uri(String path) {
    return URI.create(node.uri() + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    node.close();
  }
}
