package io.cellsearch.coordinator.store;

/** A write that contradicts what is stored, for instance about an unknown trial. */
public final class RefusedWriteException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  RefusedWriteException(String message) {
    super(message);
  }

  RefusedWriteException(String message, Throwable cause) {
    super(message, cause);
  }
}
