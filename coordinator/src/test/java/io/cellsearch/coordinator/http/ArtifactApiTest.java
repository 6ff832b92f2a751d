package io.cellsearch.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.artifact.Sha256;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class ArtifactApiTest {
  private static final String BYTES = "application/octet-stream";
  private static final byte[] ABC = "abc".getBytes(StandardCharsets.UTF_8);
  private static final String PATH = "/api/artifacts/" + Sha256.of(ABC);

  @TempDir private Path folder;
  private ApiFixture api;

  @BeforeEach
  void start() throws Exception {
    api = new ApiFixture(folder);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private HttpResponse<String> head() throws Exception {
    return api.send(
        HttpRequest.newBuilder(api.uri(PATH)).method("HEAD", HttpRequest.BodyPublishers.noBody()));
  }

  @Test
  void whatIsUploadedCanBeDownloaded() throws Exception {
    assertThat(head().statusCode()).isEqualTo(404);
    assertThat(api.put(PATH, BYTES, ABC).statusCode()).isEqualTo(201);
    assertThat(api.put(PATH, BYTES, ABC).statusCode()).isEqualTo(200);

    assertThat(head().statusCode()).isEqualTo(200);
    assertThat(head().headers().firstValue("Content-Length")).contains("3");
    HttpResponse<String> response = api.get(PATH);
    assertThat(response.body()).isEqualTo("abc");
    assertThat(response.headers().firstValue("Content-Type")).contains(BYTES);
  }

  @Test
  void otherBytesThanTheNameSaysAreRefused() throws Exception {
    HttpResponse<String> response = api.put(PATH, BYTES, new byte[] {1});

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("\"error\":\"wrong-hash\"");
    assertThat(head().statusCode()).isEqualTo(404);
  }

  @Test
  void aNameThatIsNoHashIsRefused() throws Exception {
    assertThat(api.put("/api/artifacts/..", BYTES, ABC).statusCode()).isIn(400, 404, 405);
    assertThat(api.put("/api/artifacts/secret", BYTES, ABC).statusCode()).isEqualTo(400);
    assertThat(api.get("/api/artifacts/..%2fcellsearch.mv.db").statusCode()).isEqualTo(400);
  }

  @Test
  void tooManyBytesAreRefused() throws Exception {
    // The fixture's limit is 1000 bytes.
    assertThat(api.put(PATH, BYTES, new byte[1001]).statusCode()).isEqualTo(413);
  }

  @Test
  void tooManyBytesWhoseNumberNobodyAnnouncedAreRefused() throws Exception {
    // A body of unknown length goes in chunks.
    HttpRequest.BodyPublisher chunks =
        HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[100_000]));
    HttpResponse<String> response =
        api.send(HttpRequest.newBuilder(api.uri(PATH)).PUT(chunks).header("Content-Type", BYTES));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(head().statusCode()).isEqualTo(404);
  }

  @Test
  void anUploadAsAnythingButBytesIsRefused() throws Exception {
    assertThat(api.put(PATH, "text/plain", ABC).statusCode()).isEqualTo(415);
  }
}
