package io.cellsearch.training.network;

import io.cellsearch.training.linalg.Lanes;
import io.cellsearch.training.linalg.MatrixProduct;
import io.cellsearch.training.linalg.Packing;
import io.cellsearch.training.linalg.WeightGradient;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The linear read-out: rows [row][units] to rows [row][outputs]. Its matrix [units][outputs] and
 * its bias [outputs] lie one after the other in the network's flat arrays.
 */
final class DenseHead {
  private final int units;
  private final int outputs;
  private final int padded;
  private final float[] parameters;
  private final float[] gradients;
  private final int offset;
  private final Rows logits;
  private final float[] packed;
  private final float[] packedTransposed;
  private final float[] bias;
  private final float[] matrixGradient;
  private final WeightGradient.Left left;

  DenseHead(NetworkSpec spec, float[] parameters, float[] gradients, int offset) {
    this.units = spec.width();
    this.outputs = spec.outputs();
    this.padded = Lanes.pad(outputs);
    this.parameters = parameters;
    this.gradients = gradients;
    this.offset = offset;
    this.logits = Rows.zeros(spec.maxRows(), outputs);
    this.packed = Lanes.array((long) units * padded);
    this.packedTransposed = Lanes.array((long) outputs * Lanes.pad(units));
    this.bias = new float[padded];
    this.matrixGradient = new float[packed.length];
    this.left = new WeightGradient.Left(units, 0, padded, matrixGradient, Lanes.FIRST, padded);
  }

  /** The linear outputs of the last forward pass; a loss replaces them by its gradients. */
  Rows logits() {
    return logits;
  }

  /** Computes the linear outputs of some rows. */
  void forward(Rows hidden, int rows) {
    System.arraycopy(parameters, offset + units * outputs, bias, 0, outputs);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(bias, 0, logits.values(), logits.start(row), padded);
    }
    Packing.pack(parameters, offset, outputs, 1, units, outputs, padded, packed, Lanes.FIRST);
    MatrixProduct.multiply(
        rows,
        padded,
        units,
        hidden.values(),
        hidden.offset(),
        hidden.stride(),
        packed,
        Lanes.FIRST,
        logits.values(),
        logits.offset(),
        padded,
        true);
  }

  /**
   * Reads the gradients of the linear outputs, overwrites those of the parameters and of the rows.
   *
   * @param hidden what the forward pass read
   * @param hiddenGradients rows that are padded to the lanes
   */
  void backward(Rows hidden, Rows hiddenGradients, int rows) {
    matrixGradient(hidden, rows);
    biasGradient(rows);
    int paddedUnits = Lanes.pad(units);
    Packing.pack(
        parameters, offset, 1, outputs, outputs, units, paddedUnits, packedTransposed, Lanes.FIRST);
    MatrixProduct.multiply(
        rows,
        paddedUnits,
        outputs,
        logits.values(),
        logits.offset(),
        padded,
        packedTransposed,
        Lanes.FIRST,
        hiddenGradients.values(),
        hiddenGradients.offset(),
        hiddenGradients.stride(),
        false);
  }

  private void matrixGradient(Rows hidden, int rows) {
    for (int row = 0; row < rows; row += WeightGradient.BLOCK) {
      left.read(hidden.values(), hidden.start(row), hidden.stride(), row > 0);
      int depth = Math.min(WeightGradient.BLOCK, rows - row);
      WeightGradient.multiply(depth, padded, logits.values(), logits.start(row), padded, left);
    }
    for (int unit = 0; unit < units; unit++) {
      System.arraycopy(
          matrixGradient, Lanes.FIRST + unit * padded, gradients, offset + unit * outputs, outputs);
    }
  }

  private void biasGradient(int rows) {
    Arrays.fill(bias, 0);
    float[] values = logits.values();
    for (int row = 0; row < rows; row++) {
      int start = logits.start(row);
      for (int j = 0; j < padded; j += Lanes.COUNT) {
        FloatVector.fromArray(Lanes.SPECIES, bias, j)
            .add(FloatVector.fromArray(Lanes.SPECIES, values, start + j))
            .intoArray(bias, j);
      }
    }
    System.arraycopy(bias, 0, gradients, offset + units * outputs, outputs);
    Arrays.fill(bias, 0);
  }
}
