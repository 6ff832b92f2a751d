package io.cellsearch.training.network;

import io.cellsearch.training.linalg.Lanes;
import io.cellsearch.training.linalg.MatrixProduct;
import io.cellsearch.training.linalg.Packing;
import io.cellsearch.training.linalg.WeightGradient;
import java.util.Arrays;

/**
 * The matrix products of a convolution: matrices [width][inputs][filters] and a bias [filters], one
 * after the other in the flat arrays. Rows are [time][batch]; matrix k meets them k steps later.
 */
final class ShiftedProducts {
  private final int width;
  private final int inputs;
  private final int filters;
  private final int columns;
  private final FlatPart flat;
  private final int bias;
  private final float[] packed;
  private final float[] packedTransposed;
  private final float[] matrixGradients;
  private final WeightGradient.Left[] lefts;

  ShiftedProducts(Convolution convolution, int inputs, FlatPart flat) {
    this.width = convolution.width();
    this.inputs = inputs;
    this.filters = convolution.filters();
    this.columns = Lanes.pad(filters);
    this.flat = flat;
    this.bias = flat.offset() + width * inputs * filters;
    packed = Lanes.array(inputs * columns);
    packedTransposed = Lanes.array(filters * Lanes.pad(inputs));
    matrixGradients = Lanes.array(width * inputs * columns);
    lefts = new WeightGradient.Left[width];
    for (int k = 0; k < width; k++) {
      int start = Lanes.FIRST + k * inputs * columns;
      lefts[k] = new WeightGradient.Left(inputs, 0, columns, matrixGradients, start, columns);
    }
  }

  private int matrix(int k) {
    return flat.offset() + k * inputs * filters;
  }

  /** to = bias + Σ x[k steps later] W[k]. */
  void forward(Rows x, int batch, Rows to, int rows) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(flat.parameters(), bias, to.values(), to.start(row), filters);
      Arrays.fill(to.values(), to.start(row) + filters, to.start(row) + columns, 0);
    }
    for (int k = 0; k < width; k++) {
      Packing.pack(
          flat.parameters(), matrix(k), filters, 1, inputs, filters, columns, packed, Lanes.FIRST);
      MatrixProduct.multiply(
          rows,
          columns,
          inputs,
          x.values(),
          x.start(k * batch),
          x.stride(),
          packed,
          Lanes.FIRST,
          to.values(),
          to.offset(),
          to.stride(),
          true);
    }
  }

  /** Overwrites the gradients of the matrices and of the bias. */
  void parameterGradients(Rows x, int batch, Rows gradients, int rows) {
    for (int row = 0; row < rows; row += WeightGradient.BLOCK) {
      for (int k = 0; k < width; k++) {
        lefts[k].read(x.values(), x.start(k * batch + row), x.stride(), row > 0);
      }
      int depth = Math.min(WeightGradient.BLOCK, rows - row);
      WeightGradient.multiply(
          depth, columns, gradients.values(), gradients.start(row), gradients.stride(), lefts);
    }
    for (int row = 0; row < width * inputs; row++) {
      int to = flat.offset() + row * filters;
      System.arraycopy(matrixGradients, Lanes.FIRST + row * columns, flat.gradients(), to, filters);
    }
    Arrays.fill(flat.gradients(), bias, bias + filters, 0);
    for (int row = 0; row < rows; row++) {
      int from = gradients.start(row);
      for (int i = 0; i < filters; i++) {
        flat.gradients()[bias + i] += gradients.values()[from + i];
      }
    }
  }

  /** Adds to the gradients of what was read. */
  void inputGradients(Rows gradients, int rows, int batch, Rows to) {
    int wide = Lanes.pad(inputs);
    for (int k = 0; k < width; k++) {
      Packing.pack(
          flat.parameters(),
          matrix(k),
          1,
          filters,
          filters,
          inputs,
          wide,
          packedTransposed,
          Lanes.FIRST);
      MatrixProduct.multiply(
          rows,
          wide,
          filters,
          gradients.values(),
          gradients.offset(),
          gradients.stride(),
          packedTransposed,
          Lanes.FIRST,
          to.values(),
          to.start(k * batch),
          to.stride(),
          true);
    }
  }
}
