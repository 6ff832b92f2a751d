package io.cellsearch.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page of another site, or a name that was rebound to loopback, must not achieve. */
@Tag("unit")
final class HttpSecurityTest {
  private static final String PATH = "/api/experiments";

  @TempDir private static Path folder;
  private static ApiFixture api;

  @BeforeAll
  static void start() throws Exception {
    api = new ApiFixture(folder);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  /** The status line of a GET with this Host header, which Java's client would not send. */
  private static String statusForHost(String host) throws IOException {
    return answer(host, PATH);
  }

  /** The status line of a GET of this path, which Java's client would not send either. */
  private static String answer(String host, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), api.server.port())) {
      socket.setSoTimeout(10_000);
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.substring(0, answer.indexOf("\r\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "LocalHost"})
  void loopbackUnderEachOfItsNamesIsServed(String host) throws IOException {
    assertThat(statusForHost(host + ":" + api.server.port())).contains(" 200 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "localhost.evil.example", "10.0.0.1", "0.0.0.0"})
  void anotherHostNameIsRefused(String host) throws IOException {
    assertThat(statusForHost(host + ":" + api.server.port())).contains(" 403 ");
  }

  @Test
  void anotherPortIsRefused() throws IOException {
    assertThat(statusForHost("localhost")).contains(" 403 ");
    assertThat(statusForHost("localhost:1")).contains(" 403 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://localhost", "http://localhost:1"})
  void anotherOriginIsRefusedForReadingAndWriting(String origin) throws Exception {
    assertThat(api.get(PATH, "Origin", origin).statusCode()).isEqualTo(403);
    HttpResponse<String> post =
        api.post(PATH, "application/json", "{\"spec\":\"a: 1\"}", "Origin", origin);
    assertThat(post.statusCode()).isEqualTo(403);
    assertThat(post.body()).contains("\"error\":\"forbidden-origin\"");
  }

  @Test
  void thePagesOwnOriginIsServed() throws Exception {
    String own = "http://localhost:" + api.server.port();

    assertThat(api.get(PATH, "Origin", own).statusCode()).isEqualTo(200);
    assertThat(api.post(PATH, "application/yaml", "name: a", "Origin", own).statusCode())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"})
  void aBodyThatAForeignFormCouldSendIsRefused(String contentType) throws Exception {
    int before = api.commands.submitted.size();

    HttpResponse<String> response = api.post(PATH, contentType, "{\"spec\":\"name: a\"}");

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(api.commands.submitted).hasSize(before);
  }

  @Test
  void noOtherSiteIsEverAllowedToAskFirst() throws Exception {
    HttpResponse<String> response =
        api.send(
            java.net.http.HttpRequest.newBuilder(api.uri(PATH))
                .method("OPTIONS", java.net.http.HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST"));

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/experiments", "/api/experiments/unknown", "/alive"})
  void everyAnswerCarriesTheSecurityHeaders(String path) throws Exception {
    HttpResponse<String> response = api.get(path);

    assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'; script-src 'self'");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(response.headers().firstValue("X-Frame-Options")).contains("DENY");
    assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(response.headers().firstValue("Server")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%u002e%u002e/etc/passwd", "/api/experiments/%u002e"})
  void whatOnlyLooksLikeAnEscapeIsTheCallersFault(String path) throws IOException {
    assertThat(answer("localhost:" + api.server.port(), path)).contains(" 400 ");
  }

  @Test
  void anUnknownMethodIsRefusedAsJson() throws Exception {
    HttpResponse<String> response =
        api.send(java.net.http.HttpRequest.newBuilder(api.uri(PATH)).DELETE());

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.body()).contains("\"error\":\"method-not-allowed\"");
  }
}
