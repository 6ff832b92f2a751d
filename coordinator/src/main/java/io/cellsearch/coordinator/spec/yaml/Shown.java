package io.cellsearch.coordinator.spec.yaml;

/** A piece of a user's text as it may stand in a message: one line, short, printable. */
public final class Shown {
  private static final int MOST_CHARACTERS = 60;

  private Shown() {}

  public static String text(String raw) {
    StringBuilder shown = new StringBuilder();
    int length = 0;
    for (int character : raw.codePoints().limit(MOST_CHARACTERS + 1L).toArray()) {
      if (++length > MOST_CHARACTERS) {
        return shown.append('…').toString();
      }
      appendPrintable(shown, character);
    }
    return shown.toString();
  }

  /** Formatting characters could reorder or hide what a terminal shows: they are written out. */
  private static void appendPrintable(StringBuilder shown, int character) {
    int type = Character.getType(character);
    if (character == '\n') {
      shown.append("\\n");
    } else if (character == '\t') {
      shown.append("\\t");
    } else if (Character.isISOControl(character)
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED
        || type == Character.PRIVATE_USE) {
      shown.append(String.format("\\u%04x", character));
    } else {
      shown.appendCodePoint(character);
    }
  }
}
