package io.cellsearch.training.kernel;

import java.util.List;
import java.util.Optional;

/**
 * One vector operation.
 *
 * @param target the value that it defines; −1 of a store
 * @param sources the values that it reads
 * @param place of a load, a store or an accumulation
 * @param number of a constant, or the distance of a shift
 */
public record Instruction(
    Code code, int target, List<Integer> sources, Optional<Place> place, double number) {

  public Instruction {
    sources = List.copyOf(sources);
  }

  /** The place of an instruction that has one. */
  public Place at() {
    return place.orElseThrow();
  }

  /** The i-th value that it reads. */
  public int source(int i) {
    return sources.get(i);
  }

  /** What is done; those on integers work on the bits of floats. */
  public enum Code {
    CONSTANT,
    INT_CONSTANT,
    LOAD,
    STORE,
    /** Adds the value, summed over the rows, to its place. */
    ACCUMULATE,
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MAX,
    MIN,
    /** a · b + c, rounded once. */
    FUSED_MULTIPLY_ADD,
    NEGATE,
    ABS,
    SQRT,
    /** (c, a, b): a where c ≥ 0, else b. */
    WHERE,
    TO_BITS,
    FROM_BITS,
    INT_TO_FLOAT,
    INT_ADD,
    INT_SUBTRACT,
    SHIFT_LEFT,
    SHIFT_RIGHT;

    /** Whether the value that it defines is a vector of integers. */
    public boolean makesInts() {
      return switch (this) {
        case INT_CONSTANT, TO_BITS, INT_ADD, INT_SUBTRACT, SHIFT_LEFT, SHIFT_RIGHT -> true;
        default -> false;
      };
    }
  }
}
