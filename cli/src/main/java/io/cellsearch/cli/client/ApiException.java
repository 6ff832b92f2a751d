package io.cellsearch.cli.client;

/** The coordinator could not be asked, or answered with an error. */
public final class ApiException extends Exception {
  private static final long serialVersionUID = 1;

  /** HTTP status, 0 where there was no answer. */
  private final int status;

  ApiException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** HTTP status of the answer, 0 where there was none. */
  public int status() {
    return status;
  }
}
