package io.cellsearch.cells.graph;

/**
 * What a node computes. Every value is one vector of {@code units} numbers per example, but {@link
 * #INPUT}.
 */
public enum Op {
  /** The step's input, a vector of {@code inputs} numbers. */
  INPUT,
  /** The old value of a state. */
  STATE,
  /** The gradient of the loss by the new value of a state: a leaf of backward graphs. */
  STATE_GRADIENT,
  /** A trainable vector, the same for every example and step. */
  VECTOR,
  /** A number. */
  CONSTANT,
  /** 1 at the steps t with t mod period = 0, else 0. */
  TICK,
  /** 1 for the units of group j of some at the steps t with t mod 2^(j − 1) = 0, else 0. */
  CLOCK,
  /** The new value of a state of the layer below. */
  BELOW,
  /**
   * A matrix times the input, normalised to mean 0 and variance 1 over the batch and its steps; the
   * layer computes it beforehand.
   */
  NORMALISED,
  /** A trainable matrix times its operand. */
  PRODUCT,
  /** A sum of products that nobody else reads: one slot of the gate buffer. */
  PREACTIVATION,
  /**
   * The gradient of an operand of products: transposed matrices times the gradients of their slots.
   */
  BACK_PRODUCT,
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  NEGATE,
  SIGMOID,
  TANH,
  RELU,
  EXP,
  LOG,
  SQRT,
  ABS,
  MAX,
  MIN,
  /** {@code where(c, a, b)}: a where c ≥ 0, else b. */
  WHERE,
  /** The identity, without a gradient. */
  STOP,
  /** The identity; makes a value of the step of a leaf that a matrix multiplies. */
  COPY;

  /** Whether the operands may change places. */
  boolean commutative() {
    return this == ADD || this == MULTIPLY || this == MAX || this == MIN;
  }
}
