package io.cellsearch.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages, from a folder of the test's class path. */
@Tag("unit")
final class PagesTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private Javalin javalin = serve("/test-pages");

  private static Javalin serve(String folder) {
    return Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.jetty.host = "127.0.0.1";
              config.jetty.port = 0;
              Answers.errors(config.routes);
              new PageRoutes(Optional.empty(), folder).add(config.routes);
            })
        .start();
  }

  @AfterEach
  void stop() {
    javalin.stop();
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + javalin.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/experiments/jsb", "/experiments/jsb/trials/7"})
  void everyViewIsTheOnePage(String path) throws Exception {
    HttpResponse<String> response = get(path);

    assertThat(response.body()).contains("the test page");
    assertThat(response.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-cache");
  }

  @Test
  void anAssetComesWithItsTypeAndMayBeKept() throws Exception {
    HttpResponse<String> response = get("/assets/page-1a2b.js");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("text/javascript;charset=utf-8");
    assertThat(response.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/missing.js",
        "/.hidden.txt",
        "/assets/..%5c..%5cindex.html",
        "/logback-test.xml",
        "/index.class",
        "/api/nothing"
      })
  void whatIsNoFileOfThePagesIsNotFound(String path) throws Exception {
    assertThat(get(path).statusCode()).isIn(400, 404);
  }

  @Test
  void aBuildWithoutPagesSaysSo() throws Exception {
    javalin.stop();
    javalin = serve("/no-such-folder");

    assertThat(get("/").body()).contains("-DskipWebUi").contains("/api/experiments");
  }
}
