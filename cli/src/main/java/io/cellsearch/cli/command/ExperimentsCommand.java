package io.cellsearch.cli.command;

import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.output.Listings;
import io.cellsearch.cli.output.Results;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the experiments. */
@Command(name = "experiments", description = "The experiments of a coordinator.")
final class ExperimentsCommand implements Callable<Integer> {
  @Mixin private FormatOption format = new FormatOption();

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() throws ApiException {
    Results.print(
        server.client().json("api/experiments").path("experiments"),
        Listings::experiments,
        format.chosen());
    return 0;
  }
}
