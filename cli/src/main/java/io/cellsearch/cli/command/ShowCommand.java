package io.cellsearch.cli.command;

import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.output.Results;
import io.cellsearch.core.trial.TrialId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one trial with its learning curve. */
@Command(name = "show", description = "One trial: configuration, state, learning curve.")
final class ShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TRIAL", description = "The trial, for instance co2/7.")
  private String trial = "";

  @Mixin private FormatOption format = new FormatOption();

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() throws ApiException {
    TrialId id = TrialArgument.parse(trial);
    Results.printTrial(
        server.client().json("api/experiments/" + id.experiment() + "/trials/" + id.number()),
        format.chosen());
    return 0;
  }
}
