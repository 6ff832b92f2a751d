package io.cellsearch.coordinator.http;

/** The HTTP server cannot start: its port is taken or its certificate cannot be read. */
public class HttpStartException extends Exception {
  private static final long serialVersionUID = 1;

  HttpStartException(String message) {
    super(message);
  }

  HttpStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
