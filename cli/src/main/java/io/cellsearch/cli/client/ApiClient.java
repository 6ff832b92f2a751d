package io.cellsearch.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.artifact.Sha256;
import io.cellsearch.core.trial.TrialId;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Asks one coordinator over HTTP. */
public final class ApiClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Until its first byte: the tables are copied before. */
  private static final Duration BACKUP_TIMEOUT = Duration.ofMinutes(10);

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final URI server;
  private final Optional<String> token;
  private final HttpClient http;

  public ApiClient(URI server, Optional<String> token) {
    this(server, token, Optional.empty());
  }

  /**
   * A client of a coordinator elsewhere.
   *
   * @param trust the certificates to trust; empty for those of the JDK
   */
  public ApiClient(URI server, Optional<String> token, Optional<SSLContext> trust) {
    this.server = server;
    this.token = token;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5));
    trust.ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  /** The address that was given. */
  public URI server() {
    return server;
  }

  /** All experiments. */
  public List<Views.Experiment> experiments() throws ApiException {
    return get("api/experiments", Views.Experiments.class).experiments();
  }

  /** One experiment. */
  public Views.Experiment experiment(String id) throws ApiException {
    return get("api/experiments/" + segment(id), Views.Experiment.class);
  }

  /** The ranking of an experiment, of at most so many rows. */
  public Views.Leaderboard leaderboard(String id, @Nullable Integer top) throws ApiException {
    String limit = top == null ? "" : "?top=" + top;
    return get("api/experiments/" + segment(id) + "/leaderboard" + limit, Views.Leaderboard.class);
  }

  /** Which parameters an experiment's loss depends on, as it came. */
  public JsonNode importance(String id, String method) throws ApiException {
    return json("api/experiments/" + segment(id) + "/importance?method=" + segment(method));
  }

  /** Two trials beside each other, as it came. */
  public JsonNode compare(TrialId first, TrialId second) throws ApiException {
    return json(
        "api/compare?first=" + segment(first.toString()) + "&second=" + segment(second.toString()));
  }

  /** Any answer as it came. */
  public JsonNode json(String path) throws ApiException {
    return get(path, JsonNode.class);
  }

  /** Uploads a file's bytes unless the coordinator has them. */
  public void upload(String sha256, byte[] bytes) throws ApiException {
    String path = "api/artifacts/" + sha256;
    HttpResponse<byte[]> known = send(request(path).method("HEAD", BodyPublishers.noBody()));
    if (known.statusCode() == 200) {
      return;
    }
    check(
        send(
            request(path)
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofByteArray(bytes))));
  }

  /**
   * The bytes of an artifact.
   *
   * @throws ApiException if it is not stored, or if what arrives is not what the name promises
   */
  public byte[] artifact(String sha256) throws ApiException {
    HttpResponse<byte[]> response = send(request("api/artifacts/" + segment(sha256)).GET());
    check(response);
    if (!Sha256.of(response.body()).value().equals(sha256)) {
      throw new ApiException(0, "the artifact " + sha256 + " arrived damaged from " + server);
    }
    return response.body();
  }

  /** What became of a submitted file: an id, or problems. */
  public record Submitted(Optional<String> id, List<Views.Problem> problems) {
    public Submitted {
      problems = List.copyOf(problems);
    }
  }

  /** Submits an experiment file whose data was uploaded; the map names each data set's SHA-256. */
  public Submitted submit(String fileName, String yaml, Map<String, String> data)
      throws ApiException {
    ObjectNode body = JSON.createObjectNode().put("fileName", fileName).put("spec", yaml);
    ObjectNode hashes = body.putObject("data");
    data.forEach(hashes::put);
    HttpResponse<byte[]> response =
        send(
            request("api/experiments")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    if (response.statusCode() == 422) {
      JsonNode problems = read(response.body(), JsonNode.class).path("problems");
      return new Submitted(
          Optional.empty(), List.of(JSON.convertValue(problems, Views.Problem[].class)));
    }
    check(response);
    return new Submitted(
        Optional.of(read(response.body(), JsonNode.class).path("id").asText()), List.of());
  }

  /** Has a backup taken, and writes it to a file. */
  public void backup(Path file) throws ApiException {
    HttpRequest request =
        request("api/backup")
            .timeout(BACKUP_TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    try {
      HttpResponse<Path> response = http.send(request, BodyHandlers.ofFile(file));
      if (response.statusCode() / 100 != 2) {
        throw failure(response.statusCode(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new ApiException(0, "no backup came from " + server + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(0, "interrupted while asking " + server);
    }
  }

  /** Orders something of an experiment, as {@code pause}. */
  public Views.Ordered order(String id, String order) throws ApiException {
    return order(id, order, JSON.createObjectNode());
  }

  /** Lets an experiment have so many trials. */
  public Views.Ordered extend(String id, int maxTrials) throws ApiException {
    return order(id, "extend", JSON.createObjectNode().put("maxTrials", maxTrials));
  }

  /** Lets a failed trial be tried again. */
  public Views.Ordered requeue(TrialId trial) throws ApiException {
    return order(
        trial.experiment().value(),
        "trials/" + trial.number() + "/requeue",
        JSON.createObjectNode());
  }

  private Views.Ordered order(String id, String order, ObjectNode body) throws ApiException {
    HttpResponse<byte[]> response =
        send(
            request("api/experiments/" + segment(id) + "/" + order)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    check(response);
    return read(response.body(), Views.Ordered.class);
  }

  private static String segment(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  private <T> T get(String path, Class<T> type) throws ApiException {
    HttpResponse<byte[]> response = send(request(path).GET());
    check(response);
    return read(response.body(), type);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve("/" + path)).timeout(TIMEOUT);
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    return request;
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws ApiException {
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (SSLException e) {
      throw new ApiException(
          0, server + " shows no certificate that is trusted here: " + e.getMessage());
    } catch (IOException e) {
      throw new ApiException(0, "no coordinator answers at " + server);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(0, "interrupted while asking " + server);
    }
  }

  private void check(HttpResponse<byte[]> response) throws ApiException {
    if (response.statusCode() / 100 != 2) {
      throw failure(response.statusCode(), response.body());
    }
  }

  private ApiException failure(int status, byte[] body) {
    String message;
    try {
      message = JSON.readTree(body).path("message").asText("");
    } catch (IOException e) {
      message = "";
    }
    return new ApiException(status, message.isEmpty() ? server + " answered " + status : message);
  }

  private <T> T read(byte[] body, Class<T> type) throws ApiException {
    try {
      return JSON.readValue(body, type);
    } catch (JsonProcessingException e) {
      throw new ApiException(
          0, server + " does not answer like a coordinator: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new ApiException(0, server + " does not answer like a coordinator");
    }
  }
}
