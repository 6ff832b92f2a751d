package io.cellsearch.coordinator.backup;

/** What a backup looks like: a ZIP file with these entries, the mark of its format first. */
final class BackupFormat {
  /** Says that it is a backup, and how old its format is. */
  static final String MARK = "cellsearch-backup";

  /** The only format so far. */
  static final String VERSION = "1";

  /** The tables as compressed SQL. */
  static final String DATABASE = "database.sql.gz";

  /** Before the name of each artifact. */
  static final String ARTIFACTS = "artifacts/";

  private BackupFormat() {}
}
