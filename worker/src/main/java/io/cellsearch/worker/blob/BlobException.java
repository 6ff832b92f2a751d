package io.cellsearch.worker.blob;

/** A file did not find its way. */
public final class BlobException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean permanent;

  BlobException(boolean permanent, String message) {
    super(message);
    this.permanent = permanent;
  }

  /** Whether another try would end the same way. */
  public boolean permanent() {
    return permanent;
  }
}
