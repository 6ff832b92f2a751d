package io.cellsearch.coordinator.store;

/** The database cannot be opened: another process holds it, or its server does not answer. */
public final class StoreUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  StoreUnavailableException(String message) {
    super(message);
  }

  StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
