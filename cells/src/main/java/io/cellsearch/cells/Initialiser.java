package io.cellsearch.cells;

/** How the values of a parameter are drawn before training. */
public sealed interface Initialiser {

  /**
   * U(±√(6 / (rows + columns))) (Glorot and Bengio 2010). The standard for matrices on the input.
   */
  record GlorotUniform() implements Initialiser {}

  /** U(±√(3 / rows)): variance 1 / rows (LeCun et al. 1998). */
  record LecunUniform() implements Initialiser {}

  /** A random orthogonal matrix (Saxe et al. 2014). The standard for matrices on states. */
  record Orthogonal() implements Initialiser {}

  /** The identity matrix (Le et al. 2015). */
  record Identity() implements Initialiser {}

  /** Uniform in [low, high). */
  record Uniform(double low, double high) implements Initialiser {}

  /** The same number everywhere. The standard for vectors is 0. */
  record Constant(double value) implements Initialiser {}

  /** The same number everywhere, under every scheme. */
  record Fixed(double value) implements Initialiser {}

  /**
   * The same number everywhere, the standard being 0; schemes that start gates in their own way
   * override it.
   */
  record Bias(Gate gate, double value) implements Initialiser {}

  /** What a bias decides. */
  enum Gate {
    /** How much of the old state is kept. */
    FORGET,
    /** How much of the new value is taken. */
    INPUT,
    /** Anything else. */
    OTHER
  }
}
