package io.cellsearch.training.network;

import io.cellsearch.cells.Initialiser;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One matrix or vector of a network and its place in the flat arrays of parameters and gradients:
 * element (row, column) lies at offset + row * rowStride + column. A vector is one row.
 *
 * @param id stable across engines and versions: {@code layer0.f.U.h}, {@code head.W}, {@code
 *     head.b}
 * @param clamp the largest magnitude that its values may take after a step
 * @param blocks groups of an upper block-triangular mask: numbers below it are 0 and not trained
 */
public record ParameterTensor(
    String id, Place place, Initialiser initialiser, OptionalDouble clamp, OptionalInt blocks) {

  /** A block of a flat array. */
  public record Place(int offset, int rows, int columns, int rowStride) {

    /** Where an element lies. */
    public int index(int row, int column) {
      return offset + row * rowStride + column;
    }

    /** How many numbers it holds. */
    public int size() {
      return rows * columns;
    }
  }

  /** Its values [rows][columns] without gaps, taken out of a network's flat array. */
  public float[] read(float[] flat) {
    float[] values = new float[place.size()];
    for (int row = 0; row < place.rows(); row++) {
      System.arraycopy(flat, place.index(row, 0), values, row * place.columns(), place.columns());
    }
    return values;
  }

  /** Puts values [rows][columns] in their place of a network's flat array. */
  public void write(float[] values, float[] flat) {
    if (values.length != place.size()) {
      throw new IllegalArgumentException(
          "%s holds %d numbers, but got %d".formatted(id, place.size(), values.length));
    }
    for (int row = 0; row < place.rows(); row++) {
      System.arraycopy(values, row * place.columns(), flat, place.index(row, 0), place.columns());
    }
  }

  /** Whether its numbers multiply something; biases, gains and statistics are no weights. */
  public boolean isWeight() {
    return !(initialiser instanceof Initialiser.Bias || initialiser instanceof Initialiser.Fixed);
  }

  /** Whether the mask lets an element be trained: a group reads itself and later groups. */
  public boolean isTrained(int row, int column) {
    if (blocks.isEmpty()) {
      return true;
    }
    int width = place.columns() / blocks.getAsInt();
    return row / width >= column / width;
  }
}
