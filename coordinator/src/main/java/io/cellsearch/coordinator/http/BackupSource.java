package io.cellsearch.coordinator.http;

import java.io.IOException;
import java.io.OutputStream;

/** Where backups come from. */
@FunctionalInterface
public interface BackupSource {

  /** A coordinator of which no backups can be taken this way. */
  BackupSource NONE =
      out -> {
        throw new UnsupportedOperationException("backups cannot be taken here");
      };

  /**
   * Writes a backup; nothing before it is sure to succeed, but for the reader's sake.
   *
   * @throws UnsupportedOperationException where the database has tools of its own for that
   */
  void writeTo(OutputStream out) throws IOException;
}
