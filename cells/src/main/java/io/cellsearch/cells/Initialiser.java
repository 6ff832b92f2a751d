package io.cellsearch.cells;

/** How the values of a parameter are drawn before training. */
public sealed interface Initialiser {

  /**
   * U(±√(6 / (rows + columns))) (Glorot and Bengio 2010). The standard for matrices on the input.
   */
  record GlorotUniform() implements Initialiser {}

  /** A random orthogonal matrix (Saxe et al. 2014). The standard for matrices on states. */
  record Orthogonal() implements Initialiser {}

  /** The identity matrix (Le et al. 2015). */
  record Identity() implements Initialiser {}

  /** The same number everywhere. The standard for vectors is 0. */
  record Constant(double value) implements Initialiser {}
}
