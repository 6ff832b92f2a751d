package io.cellsearch.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.store.Samples;
import io.cellsearch.coordinator.telemetry.LiveEvent;
import io.cellsearch.core.trial.TrialState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
@Timeout(value = 20, unit = TimeUnit.SECONDS)
final class EventsApiTest {
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

  private BufferedReader listen() throws IOException {
    URLConnection connection = api.uri("/api/events").toURL().openConnection();
    connection.setReadTimeout(10_000);
    assertThat(connection.getContentType()).startsWith("text/event-stream");
    return new BufferedReader(
        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The next event's lines, without heartbeats. */
  private static String next(BufferedReader stream) throws IOException {
    StringBuilder event = new StringBuilder();
    for (String line = stream.readLine(); line != null; line = stream.readLine()) {
      if (line.isEmpty() && event.length() > 0) {
        return event.toString();
      }
      if (!line.isEmpty() && !line.startsWith(":")) {
        event.append(line).append('\n');
      }
    }
    return event.toString();
  }

  @Test
  void aListenerIsGreetedAndHearsWhatHappens() throws Exception {
    try (BufferedReader stream = listen()) {
      assertThat(next(stream)).startsWith("event: hello\ndata: {");

      api.events.publish(
          new LiveEvent.TrialChanged(
              Samples.FIRST, TrialState.RUNNING, 3, OptionalDouble.of(0.25)));
      api.events.publish(
          new LiveEvent.TrialChanged(
              Samples.FIRST, TrialState.DIVERGED, 4, OptionalDouble.empty()));
      api.events.publish(new LiveEvent.ExperimentChanged(Samples.JSB, "COMPLETED"));

      assertThat(next(stream))
          .isEqualTo(
              "event: trial\ndata: {\"experiment\":\"jsb\",\"trial\":1,\"state\":\"RUNNING\","
                  + "\"epoch\":3,\"validationLoss\":0.25}\n");
      assertThat(next(stream)).contains("\"validationLoss\":null");
      assertThat(next(stream))
          .isEqualTo("event: experiment\ndata: {\"experiment\":\"jsb\",\"state\":\"COMPLETED\"}\n");
    }
  }

  @Test
  void silenceIsBrokenByHeartbeats() throws Exception {
    try (BufferedReader stream = listen()) {
      next(stream);

      // The fixture's heartbeat is 300 ms; the server's own is 15 s.
      assertThat(stream.readLine()).isEqualTo(": heartbeat");
    }
  }

  @Test
  void closingTheServerEndsTheStreams() throws Exception {
    try (BufferedReader stream = listen()) {
      next(stream);

      api.server.close();

      assertThat(next(stream)).isEmpty();
      Awaitility.await().until(() -> api.events.subscribers() == 0);
    }
  }
}
