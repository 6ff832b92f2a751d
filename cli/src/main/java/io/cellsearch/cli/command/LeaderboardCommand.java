package io.cellsearch.cli.command;

import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.client.Views;
import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.cli.output.Results;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints an experiment's ranking. */
@Command(name = "leaderboard", description = "The ranking of an experiment's trials.")
final class LeaderboardCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EXP", description = "The experiment, for instance co2.")
  private String experiment = "";

  @Option(names = "--top", paramLabel = "N", description = "Only the first N rows.")
  private @Nullable Integer top;

  @Mixin private FormatOption format = new FormatOption();

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() throws ApiException {
    if (top != null && top < 1) {
      throw CommandException.wrongInput("--top must be at least 1, but got " + top);
    }
    Views.Leaderboard board = server.client().leaderboard(experiment, top);
    Results.print(board, format.chosen());
    return 0;
  }
}
