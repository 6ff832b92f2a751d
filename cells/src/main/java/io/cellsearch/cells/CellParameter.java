package io.cellsearch.cells;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A matrix or vector of one layer, trainable but for statistics.
 *
 * @param id equation, letter and operand, for instance {@code f.U.h}; of a vector equation and
 *     letter
 * @param clamp bounds its values after a step
 * @param blocks groups of an upper block-triangular mask: group i reads groups j ≥ i only
 */
public record CellParameter(
    String id, Shape shape, Initialiser initialiser, Optional<Bound> clamp, OptionalInt blocks) {

  /** The shape; matrices are stored with their operand's size as rows. */
  public enum Shape {
    /** inputs × units. */
    INPUT_MATRIX,
    /** units × units. */
    STATE_MATRIX,
    /** units. */
    VECTOR,
    /** units; not trained, but a running average of what a normalised product has seen. */
    STATISTIC
  }

  /** How many numbers are trained; masked ones are not counted. */
  public long count(int inputs, int units) {
    return switch (shape) {
      case INPUT_MATRIX -> (long) inputs * units;
      case STATE_MATRIX -> {
        long all = (long) units * units;
        // g groups of equal size: g (g + 1) / 2 of g² blocks are kept
        yield blocks.isEmpty() ? all : all * (blocks.getAsInt() + 1) / (2L * blocks.getAsInt());
      }
      case VECTOR -> units;
      case STATISTIC -> 0;
    };
  }

  /** How many rows of units it has. */
  public int rows(int inputs, int units) {
    return switch (shape) {
      case INPUT_MATRIX -> inputs;
      case STATE_MATRIX -> units;
      case VECTOR, STATISTIC -> 1;
    };
  }
}
