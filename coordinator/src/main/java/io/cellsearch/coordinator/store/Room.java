package io.cellsearch.coordinator.store;

import java.nio.file.Path;

/**
 * The room that is kept free on the disk of an H2 file. A file that cannot grow is closed by H2
 * itself, and the rollback of what was begun then never ends (2.4.240): a commit must be refused
 * before it comes to that.
 *
 * @param folder where the file lies
 * @param reserveBytes more than a commit and H2's own housekeeping take
 */
record Room(Path folder, long reserveBytes) {
  /** What is kept free of a disk. */
  static final long STANDARD_RESERVE = 64L << 20;

  private static final int MEBIBYTE = 20;

  /**
   * Refuses a commit that might not fit.
   *
   * @throws StoreFailedException if less than the reserve is free
   */
  void require() {
    if (folder.toFile().getUsableSpace() < reserveBytes) {
      throw new StoreFailedException(
          "NO_ROOM: less than %d MiB are free on the disk of %s"
              .formatted(reserveBytes >> MEBIBYTE, folder));
    }
  }
}
