package io.cellsearch.cli.client;

import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.cli.local.LocalSpec;
import io.cellsearch.coordinator.spec.DataSet;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Sends a sound experiment file and its data. */
public final class Submission {
  private static final int NOT_READY = 503;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PAUSE_MILLIS = 100;

  private Submission() {}

  /** The id under which the coordinator took it. */
  public static String submit(ApiClient client, LocalSpec spec)
      throws ApiException, InterruptedException {
    DataSet data = spec.resolved().dataSet();
    try (InputStream in = data.content().open()) {
      client.upload(data.sha256(), in.readAllBytes());
    } catch (IOException e) {
      throw CommandException.wrongInput("cannot read the data " + data.name());
    }
    ApiClient.Submitted submitted = submitPatiently(client, spec);
    return submitted
        .id()
        .orElseThrow(
            () ->
                CommandException.wrongInput(
                    "the coordinator refuses "
                        + spec.fileName()
                        + ":\n"
                        + submitted.problems().stream()
                            .map(Submission::line)
                            .collect(Collectors.joining("\n"))));
  }

  /** A coordinator that has just started takes a moment until it leads. */
  private static ApiClient.Submitted submitPatiently(ApiClient client, LocalSpec spec)
      throws ApiException, InterruptedException {
    DataSet data = spec.resolved().dataSet();
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return client.submit(spec.fileName(), spec.text(), Map.of(data.name(), data.sha256()));
      } catch (ApiException e) {
        if (e.status() != NOT_READY || System.nanoTime() > patience) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }

  private static String line(Views.Problem problem) {
    return problem.path() + ": " + problem.rule() + ", but got " + problem.value();
  }
}
