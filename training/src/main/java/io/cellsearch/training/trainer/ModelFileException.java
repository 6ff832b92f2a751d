package io.cellsearch.training.trainer;

import java.io.IOException;

/** A model file that is damaged, or of a format that this version does not know. */
public final class ModelFileException extends IOException {
  private static final long serialVersionUID = 1;

  ModelFileException(String message) {
    super(message);
  }
}
