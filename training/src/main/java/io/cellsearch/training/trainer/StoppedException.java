package io.cellsearch.training.trainer;

/** Leaves an epoch at a batch, because somebody wants the attempt to end. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoppedException() {
    super("stopped on request", null, false, false);
  }
}
