package io.cellsearch.cli.command;

import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.output.Format;
import io.cellsearch.cli.output.Listings;
import io.cellsearch.cli.output.Results;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the experiments. */
@Command(name = "experiments", description = "The experiments of a coordinator.")
final class ExperimentsCommand implements Callable<Integer> {
  @Option(
      names = "--format",
      description = "table, csv or json (default: ${DEFAULT-VALUE}).",
      defaultValue = "table")
  private Format format = Format.TABLE;

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() throws ApiException {
    Results.print(
        server.client().json("api/experiments").path("experiments"), Listings::experiments, format);
    return 0;
  }
}
