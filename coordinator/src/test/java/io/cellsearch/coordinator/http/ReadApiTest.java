package io.cellsearch.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class ReadApiTest {
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

  @ParameterizedTest
  @CsvSource({
    "experiments, /api/experiments",
    "experiment, /api/experiments/jsb",
    "trials, /api/experiments/jsb/trials",
    "trial, /api/experiments/jsb/trials/1",
    "trial-diverged, /api/experiments/jsb/trials/3",
    "leaderboard, /api/experiments/jsb/leaderboard",
    "leaderboard-empty, /api/experiments/jsb-2/leaderboard"
  })
  void anAnswerIsAsItsGoldenFileSays(String golden, String path) throws Exception {
    HttpResponse<String> response = api.get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/json;charset=utf-8");
    Golden.assertMatches(golden, response.body());
  }

  @Test
  void theLeaderboardCanBeCut() throws Exception {
    String body = api.get("/api/experiments/jsb/leaderboard?top=1").body();

    assertThat(body).contains("\"rank\":1").doesNotContain("\"rank\":2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/experiments/unknown",
        "/api/experiments/NOT%20AN%20ID",
        "/api/experiments/..%2f..%2fetc",
        "/api/experiments/unknown/trials",
        "/api/experiments/unknown/leaderboard",
        "/api/experiments/jsb/trials/99",
        "/api/nothing"
      })
  void whatIsNotKnownIsNotFoundAndSaysSoAsJson(String path) throws Exception {
    HttpResponse<String> response = api.get(path);

    // Jetty itself refuses an escaped slash in a path.
    assertThat(response.statusCode()).isIn(404, path.contains("%2f") ? 400 : 404);
    if (response.statusCode() == 404) {
      assertThat(response.body()).startsWith("{\"error\":\"not-found\",\"message\":\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/experiments/jsb/leaderboard?top=0",
        "/api/experiments/jsb/leaderboard?top=many",
        "/api/experiments/jsb/trials/0",
        "/api/experiments/jsb/trials/first"
      })
  void aNumberThatIsNoneIsABadRequest(String path) throws Exception {
    HttpResponse<String> response = api.get(path);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("must be a whole number from 1");
  }

  @Test
  void whoWatchesTheProcessLearnsWhetherItLivesAndCanWork() throws Exception {
    assertThat(api.get("/alive").statusCode()).isEqualTo(200);
    assertThat(api.get("/ready").statusCode()).isEqualTo(200);
    api.ready.set(false);
    try {
      assertThat(api.get("/ready").statusCode()).isEqualTo(503);
      assertThat(api.get("/alive").statusCode()).isEqualTo(200);
    } finally {
      api.ready.set(true);
    }
  }

  @Test
  void metersAreServedForPrometheus() throws Exception {
    HttpResponse<String> response = api.get("/metrics");

    assertThat(response.body()).contains("cellsearch_epochs_total");
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain");
  }
}
