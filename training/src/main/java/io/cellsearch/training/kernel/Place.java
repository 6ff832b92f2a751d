package io.cellsearch.training.kernel;

/**
 * Where a value lives in the arena. Some places are settled only after the loops are cut, when it
 * is known which slot has become free; identity is what counts.
 */
public final class Place {
  /**
   * The shape of a buffer, and with it the address of a row's element; np is the padded number of
   * units.
   */
  public enum Layout {
    /** {@code [time][batch][slots * np]}, this slot at the present step. */
    SLOT,
    /** {@code [time][batch][np]} at the present step. */
    NOW,
    /** {@code [time][batch][np]} at the next step. */
    NEXT,
    /** {@code [batch][np]}. */
    ROW,
    /** {@code [index][np]}: the same for every row. */
    COLUMN,
    /** {@code [time][np]}: the same for every row of a step. */
    TIME
  }

  private Layout layout;
  private int buffer;
  private int index;

  /** A place that is known. */
  public Place(Layout layout, int buffer, int index) {
    this.layout = layout;
    this.buffer = buffer;
    this.index = index;
  }

  /** A place of a value of the present step, to be settled later. */
  public static Place open() {
    return new Place(Layout.NOW, -1, 0);
  }

  /** Says where an open place is. */
  public void settle(Layout where, int inBuffer, int at) {
    if (buffer >= 0) {
      throw new IllegalStateException("this place is settled: " + this);
    }
    layout = where;
    buffer = inBuffer;
    index = at;
  }

  public Layout layout() {
    return layout;
  }

  /** Which array of the arena. */
  public int buffer() {
    return buffer;
  }

  /** Of a slot or a column which one. */
  public int index() {
    return index;
  }

  boolean sameAs(Place other) {
    return this == other
        || buffer >= 0 && layout == other.layout && buffer == other.buffer && index == other.index;
  }

  @Override
  public String toString() {
    return layout + "(" + buffer + ", " + index + ")";
  }
}
