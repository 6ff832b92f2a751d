package io.cellsearch.coordinator.store;

/** Counts what of a write was left out. */
final class Tally {
  private int duplicateReports;
  private int staleReports;

  /**
   * A report was left out.
   *
   * @param current whether its attempt is the trial's last one, which has reported the same before
   */
  void leftOut(boolean current) {
    if (current) {
      duplicateReports++;
    } else {
      staleReports++;
    }
  }

  CommitResult result() {
    return new CommitResult(duplicateReports, staleReports);
  }
}
