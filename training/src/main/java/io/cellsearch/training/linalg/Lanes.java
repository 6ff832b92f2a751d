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

  /** The same as a value. */
  public static final VectorWidth WIDTH = new VectorWidth(COUNT);

  private Lanes() {}

  /** The least multiple of the width that is not below n. */
  public static int pad(int n) {
    return (n + COUNT - 1) / COUNT * COUNT;
  }
}
