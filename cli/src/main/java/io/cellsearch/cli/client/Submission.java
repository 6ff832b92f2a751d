package io.cellsearch.cli.client;

import io.cellsearch.cli.CommandException;
import io.cellsearch.cli.local.LocalSpec;
import io.cellsearch.coordinator.spec.DataSet;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends a sound experiment file and its data. */
public final class Submission {
  private Submission() {}

  /** The id under which the coordinator took it. */
  public static String submit(ApiClient client, LocalSpec spec) throws ApiException {
    DataSet data = spec.resolved().dataSet();
    try (InputStream in = data.content().open()) {
      client.upload(data.sha256(), in.readAllBytes());
    } catch (IOException e) {
      throw CommandException.wrongInput("cannot read the data " + data.name());
    }
    ApiClient.Submitted submitted =
        client.submit(spec.fileName(), spec.text(), Map.of(data.name(), data.sha256()));
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

  private static String line(Views.Problem problem) {
    return problem.path() + ": " + problem.rule() + ", but got " + problem.value();
  }
}
