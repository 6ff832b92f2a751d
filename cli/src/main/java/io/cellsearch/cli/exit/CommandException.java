package io.cellsearch.cli.exit;

/** Ends a command with a message for the user and an exit code; no stack trace is shown. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  private CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The user asked for something that cannot be. */
  public static CommandException wrongInput(String message) {
    return new CommandException(ExitCode.WRONG_INPUT, message);
  }

  /** The work was begun and failed. */
  public static CommandException failed(String message) {
    return new CommandException(ExitCode.FAILED, message);
  }

  /** This machine or network cannot do it. */
  public static CommandException environment(String message) {
    return new CommandException(ExitCode.ENVIRONMENT, message);
  }

  /** One of {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }
}
