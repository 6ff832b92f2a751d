package io.cellsearch.cli.exit;

/** What the process tells its caller. */
public final class ExitCode {
  /** Done. */
  public static final int DONE = 0;

  /** The work failed. */
  public static final int FAILED = 1;

  /** The input was wrong. */
  public static final int WRONG_INPUT = 2;

  /** The environment is not able. */
  public static final int ENVIRONMENT = 3;

  private ExitCode() {}
}
