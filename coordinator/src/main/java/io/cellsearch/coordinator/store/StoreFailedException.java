package io.cellsearch.coordinator.store;

/** The database did not take a write: its disk is full, its server is gone, or it is closed. */
public final class StoreFailedException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  StoreFailedException(String message) {
    super(message);
  }

  StoreFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
