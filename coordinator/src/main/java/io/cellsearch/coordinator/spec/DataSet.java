package io.cellsearch.coordinator.spec;

import java.io.IOException;
import java.io.InputStream;

/**
 * A data set that exists.
 *
 * @param name as the experiment file says it
 * @param sha256 of its bytes, 64 lower-case hex digits
 */
public record DataSet(String name, String sha256, Content content) {

  /** Gives the bytes, from the start at each call. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }
}
