package io.cellsearch.core.work;

/**
 * A file from which an attempt can go on as if the one before it had never ended.
 *
 * @param sha256 the file's name
 * @param epoch the last one that it has learned from
 */
public record StoredCheckpoint(String sha256, int epoch) {

  public StoredCheckpoint {
    if (epoch < 1) {
      throw new IllegalArgumentException("a checkpoint's epoch counts from 1, but got " + epoch);
    }
  }
}
