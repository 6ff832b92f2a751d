package io.cellsearch.cli.command;

import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.output.Listings;
import io.cellsearch.cli.output.Results;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists an experiment's trials in the order of their numbers. */
@Command(
    name = "trials",
    description = "The trials of an experiment in the order of their numbers.")
final class TrialsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EXP", description = "The experiment, for instance co2.")
  private String experiment = "";

  @Mixin private FormatOption format = new FormatOption();

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() throws ApiException {
    Results.print(
        server.client().json("api/experiments/" + experiment + "/trials").path("trials"),
        Listings::trials,
        format.chosen());
    return 0;
  }
}
