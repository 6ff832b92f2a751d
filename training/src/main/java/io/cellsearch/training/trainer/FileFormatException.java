package io.cellsearch.training.trainer;

import java.io.IOException;

/** A model or a checkpoint that is damaged, or of a format that this version does not know. */
public final class FileFormatException extends IOException {
  private static final long serialVersionUID = 1;

  FileFormatException(String message) {
    super(message);
  }
}
