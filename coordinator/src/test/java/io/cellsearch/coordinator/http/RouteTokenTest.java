package io.cellsearch.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where a token is asked for, no route answers without it: the routes are those that the server
 * has.
 */
@Tag("unit")
final class RouteTokenTest {
  private static final String TOKEN = "correct-horse-battery-staple";
  private static final List<String> PROBES = List.of("GET /alive", "GET /ready");

  @TempDir private static Path folder;
  private static ApiFixture api;

  @BeforeAll
  static void start() throws Exception {
    api =
        new ApiFixture(
            folder,
            new HttpSettings("127.0.0.1", 0, Optional.of(TOKEN), Optional.empty(), List.of()));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  static Stream<String> routes() {
    return api.server.routes().stream();
  }

  private static int status(String route, String... headers) throws Exception {
    String[] words = route.split(" ", 2);
    String path = words[1].replaceAll("[{<][^}>]*[}>]", "1");
    HttpRequest.BodyPublisher body =
        words[0].equals("GET") || words[0].equals("HEAD")
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString("{}");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.uri(path))
            .method(words[0], body)
            .header(
                "Content-Type",
                words[0].equals("PUT") ? "application/octet-stream" : "application/json");
    HttpResponse<String> answer =
        api.send(headers.length == 0 ? request : request.headers(headers));
    return answer.statusCode();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void eachRouteButTheProbesNeedsTheToken(String route) throws Exception {
    if (PROBES.contains(route)) {
      assertThat(status(route)).isEqualTo(200);
    } else {
      assertThat(status(route)).isEqualTo(401);
      assertThat(status(route, "Authorization", "Bearer " + TOKEN + "x")).isEqualTo(401);
      assertThat(status(route, "Authorization", "Bearer")).isEqualTo(401);
      assertThat(status(route, "Cookie", "cellsearch=")).isEqualTo(401);
    }
  }

  @Test
  void theRoutesAreKnown() {
    assertThat(api.server.routes())
        .contains(
            "GET /api/experiments",
            "POST /api/experiments",
            "GET /api/events",
            "PUT /api/artifacts/{sha256}",
            "GET /metrics",
            "GET /",
            "GET /<path>")
        .containsAll(PROBES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/index.html",
        "/assets/index.js",
        "/experiments/jsb-1",
        "/?tokens=" + TOKEN,
        "/index.html?token=" + TOKEN,
        "/api/experiments?token=" + TOKEN,
        "/API/experiments",
        "/%61pi/experiments",
        "/api%2fexperiments",
        "/alive/",
        "/alive/../api/experiments",
        "/alive;/api/experiments",
        "/ready/x",
        "/nothing"
      })
  void neitherPagesNorOtherSpellingsAreShownWithoutIt(String path) throws Exception {
    // 400: a spelling that the server takes for an attack before it looks for the token.
    assertThat(api.get(path).statusCode()).isIn(400, 401);
  }

  @Test
  void withTheCookieOfTheDoorAPageIsShown() throws Exception {
    String cookie = api.get("/?token=" + TOKEN).headers().firstValue("Set-Cookie").orElseThrow();

    assertThat(api.get("/", "Cookie", cookie.substring(0, cookie.indexOf(';'))).statusCode())
        .isEqualTo(200);
  }
}
