package io.cellsearch.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with a token. */
@Tag("unit")
final class HttpTokenTest {
  private static final String TOKEN = "correct-horse-battery-staple";
  private static final String PATH = "/api/experiments";

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

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/experiments", "/api/events", "/metrics", "/api/artifacts/x", "/api/nothing"})
  void nothingIsToldWithoutTheToken(String path) throws Exception {
    HttpResponse<String> response = api.get(path);

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains("\"error\":\"unauthorized\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer wrong", "Bearer ", "correct-horse-battery-staple", "Basic dG9rZW4="})
  void aWrongTokenIsRefused(String authorization) throws Exception {
    assertThat(api.get(PATH, "Authorization", authorization).statusCode()).isEqualTo(401);
    assertThat(
            api.post(PATH, "application/yaml", "name: a", "Authorization", authorization)
                .statusCode())
        .isEqualTo(401);
    assertThat(
            api.post(PATH + "/jsb/cancel", "application/json", "{}", "Authorization", authorization)
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void theTokenOpensTheApi() throws Exception {
    assertThat(api.get(PATH, "Authorization", "Bearer " + TOKEN).statusCode()).isEqualTo(200);
  }

  @Test
  void settingsInALogDoNotTellTheToken() {
    HttpSettings settings =
        new HttpSettings(
            "10.0.0.1",
            8080,
            Optional.of(TOKEN),
            Optional.of(new Tls(folder, "the-password")),
            List.of("a"));

    assertThat(settings.toString())
        .contains("https://10.0.0.1:8080")
        .doesNotContain(TOKEN, "the-password");
  }

  @Test
  void whetherTheProcessLivesIsNoSecret() throws Exception {
    assertThat(api.get("/alive").statusCode()).isEqualTo(200);
    assertThat(api.get("/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void aBrowserTradesTheTokenForACookieThatIsNotTheToken() throws Exception {
    HttpResponse<String> response = api.get("/?token=" + TOKEN);

    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(response.headers().firstValue("Location")).contains("/");
    String cookie = response.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie)
        .contains("HttpOnly")
        .containsIgnoringCase("SameSite=Lax")
        .doesNotContain(TOKEN);
    String pair = cookie.substring(0, cookie.indexOf(';'));
    assertThat(api.get(PATH, "Cookie", pair).statusCode()).isEqualTo(200);
    assertThat(api.get(PATH, "Cookie", "cellsearch=" + TOKEN).statusCode()).isEqualTo(401);
  }

  @Test
  void aWrongTokenInTheAddressGivesNoCookie() throws Exception {
    HttpResponse<String> response = api.get("/?token=wrong");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  void anOpenAddressWithoutTokenAndTlsIsRefusedAtTheStart(String bind) {
    HttpSettings bare = new HttpSettings(bind, 0, Optional.empty(), Optional.empty(), List.of());
    HttpSettings withToken =
        new HttpSettings(bind, 0, Optional.of(TOKEN), Optional.empty(), List.of());
    HttpSettings withTls =
        new HttpSettings(
            bind, 0, Optional.empty(), Optional.of(new Tls(folder, "secret")), List.of());

    assertThatThrownBy(() -> HttpServer.start(bare, backend()))
        .isInstanceOf(UnsafeBindException.class)
        .hasMessageContaining("needs a token and TLS, but got " + bind + " without either");
    assertThatThrownBy(() -> HttpServer.start(withToken, backend()))
        .isInstanceOf(UnsafeBindException.class)
        .hasMessageContaining("without TLS");
    assertThatThrownBy(() -> HttpServer.start(withTls, backend()))
        .isInstanceOf(UnsafeBindException.class)
        .hasMessageContaining("without a token");
  }

  /** Never asked: the server must not even start. */
  private static ApiBackend backend() {
    return new ApiBackend(null, null, null, null, null, null);
  }
}
