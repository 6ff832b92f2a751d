package io.cellsearch.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class HttpTlsTest {
  private static final String PASSWORD = "change-it";
  private static final String TOKEN = "correct-horse-battery-staple";

  @TempDir private Path folder;

  /** A key of its own for localhost, made by the JDK's keytool. */
  private Path keyStore() throws Exception {
    Path file = folder.resolve("key.p12");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return file;
  }

  private static SSLContext trusting(Path keyStoreFile) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStoreFile)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("test", store.getCertificate("test"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Test
  void withATokenAndACertificateTheApiIsServedOverTls() throws Exception {
    Path file = keyStore();
    HttpSettings settings =
        new HttpSettings(
            "127.0.0.1", 0, Optional.of(TOKEN), Optional.of(new Tls(file, PASSWORD)), List.of());
    try (ApiFixture api = new ApiFixture(folder.resolve("state"), settings)) {
      HttpClient client = HttpClient.newBuilder().sslContext(trusting(file)).build();
      URI uri = api.uri("/api/experiments");
      assertThat(uri.getScheme()).isEqualTo("https");

      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + TOKEN).build(),
              HttpResponse.BodyHandlers.ofString());
      HttpResponse<String> entered =
          client.send(
              HttpRequest.newBuilder(api.uri("/?token=" + TOKEN)).build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(entered.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");
    }
  }

  @Test
  void aCertificateThatIsNotThereIsNamed() {
    HttpSettings settings =
        new HttpSettings(
            "127.0.0.1",
            0,
            Optional.of(TOKEN),
            Optional.of(new Tls(folder.resolve("missing.p12"), PASSWORD)),
            List.of());

    assertThatThrownBy(
            () -> HttpServer.start(settings, new ApiBackend(null, null, null, null, null, null)))
        .isInstanceOf(HttpStartException.class)
        .hasMessageContaining("missing.p12");
  }
}
