package io.cellsearch.coordinator.spec.form;

/** Numbers as people write them in experiment files. */
public final class Figures {
  private Figures() {}

  /** The shortest text that reads back as the same double. */
  public static String text(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Double.toString(value).replace(".0E", "e").replace('E', 'e');
  }
}
