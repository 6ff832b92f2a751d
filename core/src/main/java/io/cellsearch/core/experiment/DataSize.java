package io.cellsearch.core.experiment;

/**
 * What a data set's size adds to a trial's need of memory.
 *
 * @param longest steps of the longest sequence that a network reads
 * @param bytes that the data takes while it is read and trained on, at most
 */
public record DataSize(int longest, long bytes) {

  public DataSize {
    if (longest < 0 || bytes < 0) {
      throw new IllegalArgumentException(
          "sizes are not negative, but got " + longest + " steps and " + bytes + " bytes");
    }
  }

  /** Of data that was not looked into. */
  public static final DataSize NONE = new DataSize(0, 0);
}
