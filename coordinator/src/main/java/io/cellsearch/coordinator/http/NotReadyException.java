package io.cellsearch.coordinator.http;

/** Commands cannot be taken now: the coordinator starts, or another one leads. */
public final class NotReadyException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  public NotReadyException() {
    super("the coordinator is not ready; ask again");
  }
}
