package io.cellsearch.worker.app;

import java.io.IOException;
import java.nio.file.Path;

/** Another worker lives in a state directory. */
public final class DirectoryInUseException extends IOException {
  private static final long serialVersionUID = 1;

  DirectoryInUseException(Path directory) {
    super("another worker lives in " + directory);
  }
}
