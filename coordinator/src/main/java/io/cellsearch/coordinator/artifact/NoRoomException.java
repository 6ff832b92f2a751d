package io.cellsearch.coordinator.artifact;

import java.io.IOException;
import java.util.Locale;

/** An artifact does not fit on its disk; later there may be room. */
public final class NoRoomException extends IOException {
  private static final long serialVersionUID = 1;

  NoRoomException(IOException cause) {
    super("the coordinator's disk has no room for an artifact: " + cause.getMessage(), cause);
  }

  /** Whether this is what went wrong, by the words of the operating system. */
  static boolean isCauseOf(IOException failure) {
    String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("no space left") || text.contains("quota exceeded");
  }
}
