package io.cellsearch.coordinator.store;

/**
 * What a commit left out, for counting.
 *
 * @param duplicateReports reports that were stored before
 * @param staleReports reports of an attempt that another one has replaced
 */
public record CommitResult(int duplicateReports, int staleReports) {

  /** Everything was new. */
  public static final CommitResult ALL_STORED = new CommitResult(0, 0);

  CommitResult plus(CommitResult other) {
    return new CommitResult(
        duplicateReports + other.duplicateReports, staleReports + other.staleReports);
  }
}
