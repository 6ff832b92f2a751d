package io.cellsearch.training.runner;

import java.io.IOException;
import java.util.Locale;

/** A file does not fit on its disk. */
final class NoRoomException extends IOException {
  private static final long serialVersionUID = 1;

  NoRoomException(IOException cause) {
    super("NO_ROOM: " + cause.getMessage(), cause);
  }

  /** Whether this is what went wrong, by the words of the operating system. */
  static boolean isCauseOf(IOException failure) {
    String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("no space left") || text.contains("quota exceeded");
  }
}
