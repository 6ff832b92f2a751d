package io.cellsearch.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.cli.client.ApiClient;
import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.client.Views;
import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.cli.local.LocalSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Lets a new experiment begin with what an older one has found. */
final class WarmStartOptions {
  @Option(
      names = "--warm-start",
      paramLabel = "EXP",
      description = {
        "Try the best configurations of this experiment first, as points_to_try; what lies outside"
            + " the new search space is drawn at random. With the same search.seed as that"
            + " experiment the search would draw its random configurations again."
      })
  private @Nullable String experiment;

  @Option(
      names = "--warm-start-trials",
      paramLabel = "N",
      description = "How many of them (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int trials;

  /** The file as it is to be submitted. */
  LocalSpec apply(LocalSpec spec, ApiClient client) throws ApiException {
    if (experiment == null) {
      return spec;
    }
    if (trials < 1) {
      throw CommandException.wrongInput(
          "--warm-start-trials must be at least 1, but got " + trials);
    }
    List<Map<String, JsonNode>> best =
        client.leaderboard(experiment, trials).rows().stream()
            .filter(row -> row.rank() != null)
            .map(Views.Row::parameters)
            .toList();
    LocalSpec warm = spec.beginningWith(best);
    if (warm.equals(spec)) {
      throw CommandException.wrongInput(
          "no trial of " + experiment + " has a result with values of this search space");
    }
    System.err.println(
        "cellsearch: tries configurations of " + experiment + " first: " + best.size());
    return warm;
  }
}
