package io.cellsearch.cli.command;

import io.cellsearch.cli.client.ApiClient;
import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.client.Submission;
import io.cellsearch.cli.client.Views;
import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.cli.exit.ExitCode;
import io.cellsearch.cli.local.LocalSpec;
import io.cellsearch.cli.output.Format;
import io.cellsearch.cli.output.Results;
import io.cellsearch.cli.process.CtrlC;
import io.cellsearch.cli.process.Watch;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends an experiment to a coordinator. */
@Command(
    name = "submit",
    description = "Uploads an experiment's data and submits it; prints the experiment's name.")
final class SubmitCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SPEC", description = "The experiment file.")
  private Path spec = Path.of("");

  @Option(names = "--wait", description = "Wait until it has ended, then print the leaderboard.")
  private boolean wait;

  @Option(
      names = "--format",
      description = "Of the leaderboard: table, csv or json (default: ${DEFAULT-VALUE}).",
      defaultValue = "table")
  private Format format = Format.TABLE;

  @Mixin private WarmStartOptions warmStart = new WarmStartOptions();

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() throws ApiException, InterruptedException {
    LocalSpec read = LocalSpec.read(spec);
    ApiClient client = server.client();
    String id = Submission.submit(client, warmStart.apply(read, client));
    if (!wait) {
      System.out.println(id);
      return ExitCode.DONE;
    }
    Views.Experiment ended = new Watch(client, CtrlC.asEver(), () -> {}).follow(id);
    Results.print(client.leaderboard(id, null), format);
    if (!ended.state().equals("COMPLETED")) {
      throw CommandException.failed(id + " ended " + ended.state() + ": " + ended.reason());
    }
    return ExitCode.DONE;
  }
}
