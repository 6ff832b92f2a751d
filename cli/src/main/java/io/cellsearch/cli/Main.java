package io.cellsearch.cli;

import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.command.CellsearchCommand;
import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.cli.exit.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;

/** The entry point: runs a command and turns what went wrong into a message and an exit code. */
public final class Main {
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs a command in this process. */
  static int run(String... arguments) {
    return new CommandLine(new CellsearchCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(failures())
        .setExitCodeExceptionMapper(failure -> ExitCode.WRONG_INPUT)
        .execute(arguments);
  }

  private static IExecutionExceptionHandler failures() {
    return (failure, command, parsed) -> {
      if (failure instanceof CommandException expected) {
        System.err.println("cellsearch: " + expected.getMessage());
        return expected.exitCode();
      }
      if (failure instanceof ApiException answer) {
        System.err.println("cellsearch: " + answer.getMessage());
        boolean wrong = answer.status() >= CLIENT_ERROR && answer.status() < SERVER_ERROR;
        return wrong ? ExitCode.WRONG_INPUT : ExitCode.ENVIRONMENT;
      }
      failure.printStackTrace();
      return ExitCode.FAILED;
    };
  }
}
