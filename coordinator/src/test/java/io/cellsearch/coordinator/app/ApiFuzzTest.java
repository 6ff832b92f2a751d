package io.cellsearch.coordinator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole node under malformed calls: it refuses them as the caller's fault, and goes on. */
@Tag("cluster")
final class ApiFuzzTest {
  private static final int CALLS = 400;
  private static final String SPEC =
      """
      name: small
      task:
        type: forecast
        data: {file: co2.csv, time: date, time_format: yyyyMMdd, targets: [co2]}
        window: 26
        horizon: 12
      model: {cell: gru, units: {type: int, min: 16, max: 48, scale: log}}
      training: {max_epochs: 4}
      search: {algorithm: random, seed: 11}
      early_stopping: {algorithm: none}
      limits: {max_trials: 4}
      """;

  @TempDir private static Path folder;
  private static NodeFixture node;
  private static RawCall raw;

  @BeforeAll
  static void start() throws Exception {
    node = new NodeFixture(folder.resolve("state"));
    raw = new RawCall(node.port());
    node.awaitReady();
    node.submit(SPEC, Map.of("co2.csv", node.upload("date,co2\n20200101,400\n")));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String host() {
    return "localhost:" + node.port();
  }

  private static String send(String head) throws Exception {
    return raw.send(head.getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noCallIsTheServersFault(long seed) throws Exception {
    HostileCalls calls = new HostileCalls(seed, SPEC);
    long before = usedHeap();
    for (int i = 0; i < CALLS; i++) {
      byte[] call = calls.next(host());
      String answer = raw.send(call);
      String shown =
          "seed %d, call %d: %s"
              .formatted(
                  seed,
                  i,
                  new String(call, 0, Math.min(300, call.length), StandardCharsets.ISO_8859_1));
      assertThat(RawCall.status(answer)).as(shown + "\n" + answer).isLessThan(500);
      assertThat(answer)
          .as(shown)
          .doesNotContain("\tat ", ".java:", "Exception", "root:x:0", "Caused by");
    }

    assertThat(node.get("/alive").statusCode()).isEqualTo(200);
    assertThat(node.json("/api/experiments/small").path("state").asText()).isEqualTo("RUNNING");
    // 400 calls with bodies of up to 1 MB each left less than 64 of these behind.
    assertThat(usedHeap() - before).isLessThan(64L << 20);
  }

  private static String shown(byte[] call) {
    return new String(call, 0, Math.min(300, call.length), StandardCharsets.US_ASCII);
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void anUploadThatIsAnnouncedTooLargeIsRefusedBeforeItComes() throws Exception {
    String answer =
        send(
            "PUT /api/artifacts/%s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/octet-stream\r\n"
                    .formatted("0".repeat(64), host())
                + "Content-Length: 300000000\r\nConnection: close\r\n\r\n");

    assertThat(RawCall.status(answer)).isEqualTo(413);
    try (Stream<Path> files = Files.list(folder.resolve("state/artifacts"))) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
    }
  }

  @Test
  void anUploadThatBreaksOffLeavesNothing() throws Exception {
    String answer =
        send(
            "PUT /api/artifacts/%s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/octet-stream\r\n"
                    .formatted("1".repeat(64), host())
                + "Content-Length: 1000\r\n\r\nonly this");

    assertThat(RawCall.status(answer)).isEqualTo(400);
    NodeFixture.await(
        "the partial file is gone",
        () -> {
          try (Stream<Path> files = Files.list(folder.resolve("state/artifacts"))) {
            return files.noneMatch(file -> file.toString().endsWith(".part"));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/experiments HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        "GET /api/experiments HTTP/1.1\r\n\r\n",
        "GET http://evil.example/api/experiments HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        "GET /api/experiments HTTP/1.0\r\n\r\n",
        "GET /api/experiments HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: localhost\r\n\r\n"
      })
  void aCallUnderAnotherNameReadsNothing(String call) throws Exception {
    String answer = send(call);

    assertThat(RawCall.status(answer)).isIn(0, 400, 403);
    assertThat(answer).doesNotContain("\"experiments\"");
  }
}
