package io.cellsearch.training.nd4j;

import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A batch as ND4J's arrays, with a row for each step and sequence, step after step. */
final class BatchArrays {
  private final NetworkSpec spec;
  private final DataType type;

  BatchArrays(NetworkSpec spec, DataType type) {
    this.spec = spec;
    this.type = type;
  }

  /** [batch][inputs] of each step. */
  List<INDArray> inputs(Batch batch) {
    List<INDArray> steps = new ArrayList<>();
    for (int t = 0; t < batch.steps(); t++) {
      steps.add(rows(batch.inputs(), t * batch.size(), batch.size(), spec.stepInputs()));
    }
    return steps;
  }

  /** [time · batch][outputs]; under {@link Head#LAST_STEP} every step has the only target. */
  INDArray targets(Batch batch) {
    INDArray given = rows(batch.targets(), 0, spec.rows(batch), spec.outputs());
    return spec.head() == Head.LAST_STEP ? Nd4j.tile(given, batch.steps(), 1) : given;
  }

  /** [time · batch][1]: 1 where the sequence has the step. */
  INDArray padding(Batch batch) {
    return column(batch, row -> row / batch.size() < batch.lengths()[row % batch.size()]);
  }

  /** [time · batch][1]: 1 where the loss counts the step. */
  INDArray mask(Batch batch) {
    return column(batch, row -> counts(batch, row));
  }

  private INDArray column(Batch batch, IntPredicate chosen) {
    double[] mask = new double[batch.steps() * batch.size()];
    for (int row = 0; row < mask.length; row++) {
      mask[row] = chosen.test(row) ? 1 : 0;
    }
    return Nd4j.create(mask, new long[] {mask.length, 1}, type);
  }

  /** Whether the loss counts a row. */
  boolean counts(Batch batch, int row) {
    int step = row / batch.size();
    int length = batch.lengths()[row % batch.size()];
    return spec.head() == Head.LAST_STEP ? step == length - 1 : step < length;
  }

  /** Which row of the targets belongs to a row. */
  int targetRow(Batch batch, int row) {
    return spec.head() == Head.LAST_STEP ? row % batch.size() : row;
  }

  /** Rows [rows][columns] of a flat array. */
  private INDArray rows(float[] values, int first, int rows, int columns) {
    double[] part = new double[rows * columns];
    for (int i = 0; i < part.length; i++) {
      part[i] = values[first * columns + i];
    }
    return Nd4j.create(part, new long[] {rows, columns}, type);
  }
}
