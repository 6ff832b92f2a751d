package io.cellsearch.training.linalg;

/** Arrays of a network, whose sizes are products that may be larger than any array. */
public final class Floats {
  private Floats() {}

  /**
   * An array of zeros.
   *
   * @throws IllegalArgumentException for more numbers than an array can have
   */
  public static float[] array(long length) {
    return new float[length(length)];
  }

  /**
   * A length as an int.
   *
   * @throws IllegalArgumentException for more numbers than an array can have
   */
  public static int length(long length) {
    // the JVM's own limit lies a few elements below the largest int
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "an array of a network has at most 2³¹ numbers, but this one needs %.3g: take fewer units,"
                  .formatted((double) length)
              + " shorter sequences or smaller batches");
    }
    return (int) length;
  }
}
