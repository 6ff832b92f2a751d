package io.cellsearch.benchmarks.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The figures that a coordinator tells Prometheus. */
record Metrics(Map<String, Double> values) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  Metrics {
    values = Map.copyOf(values);
  }

  /** Asks a coordinator for them. */
  static Metrics of(URI server, Site.Access access) throws IOException, InterruptedException {
    HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(PATIENCE);
    access.trust().ifPresent(client::sslContext);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve("/metrics")).timeout(PATIENCE);
    access.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    HttpResponse<String> answer =
        client.build().send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(server + " answered " + answer.statusCode() + " to /metrics");
    }
    return parse(answer.body());
  }

  /** Reads the text format of Prometheus: comments, and lines of a name and a value. */
  static Metrics parse(String text) {
    Map<String, Double> values = new HashMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              int blank = line.lastIndexOf(' ');
              values.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
            });
    return new Metrics(values);
  }

  /** The workers that the coordinator knows to be there. */
  int workers() {
    return (int) value("cellsearch_workers");
  }

  /** Reports that came when their attempt was over, since the coordinator's start. */
  int staleReports() {
    return (int) value("cellsearch_reports_stale_total");
  }

  private double value(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("a coordinator tells no " + name);
    }
    return value;
  }
}
