package io.cellsearch.training.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector width of this machine. Rows are padded to a multiple of it, so that no loop needs a
 * mask or a tail; padding lanes hold finite numbers that never reach a result.
 */
public final class Lanes {
  /** 16, 8 or 4 floats. */
  public static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Floats in one vector. */
  public static final int COUNT = SPECIES.length();

  /**
   * Where vectors begin in an array: behind its header of 16 bytes the next cache line starts here,
   * if objects start on cache lines ({@code -XX:ObjectAlignmentInBytes=64}, as in runners). A
   * vector of 16 lanes that lies across two lines costs two accesses; results are the same.
   */
  public static final int FIRST = 12;

  /** The width as a value. */
  public static final VectorWidth WIDTH = new VectorWidth(COUNT);

  private Lanes() {}

  /**
   * A new array for so many floats from {@link #FIRST} on.
   *
   * @throws IllegalArgumentException for more than an array can have
   */
  public static float[] array(long count) {
    return Floats.array(FIRST + count);
  }

  /** The least multiple of the width that is not below n. */
  public static int pad(int n) {
    return WIDTH.pad(n);
  }
}
