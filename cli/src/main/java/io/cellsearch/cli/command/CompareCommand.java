package io.cellsearch.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.exit.ExitCode;
import io.cellsearch.cli.output.Results;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Compares two rows of leaderboards. */
@Command(
    name = "compare",
    description = {
      "Two confirmed trials beside each other, and whether they differ.",
      "Their test losses are compared in pairs where runs share their seeds, else by Welch's test."
    })
final class CompareCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "TRIAL", description = "A trial, for instance co2/7.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "TRIAL", description = "Another one, for instance co2/9.")
  private String second = "";

  @Mixin private FormatOption format = new FormatOption();

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() throws ApiException {
    JsonNode comparison =
        server.client().compare(TrialArgument.parse(first), TrialArgument.parse(second));
    Results.printComparison(comparison, format.chosen());
    if (comparison.path("test").isNull()) {
      System.err.println(
          "\nNo test is possible: each needs a test loss of two runs. An experiment that is to be"
              + " compared says confirm: {top: 3, seeds: 5}.");
    }
    return ExitCode.DONE;
  }
}
