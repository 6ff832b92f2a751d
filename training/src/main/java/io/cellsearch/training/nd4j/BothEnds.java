package io.cellsearch.training.nd4j;

import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.NetworkSpec;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where a head reads what both directions give last: the one that reads from the end gives it at
 * the first step.
 */
final class BothEnds {
  private final int units;
  private final boolean apart;

  BothEnds(NetworkSpec spec) {
    this.units = spec.units();
    this.apart = spec.head() == Head.LAST_STEP && spec.variant().bidirectional();
  }

  /** What the direction from the end gives last joins the last step's row. */
  void gather(List<INDArray> values, Batch batch) {
    for (int b = 0; b < batch.size() && apart; b++) {
      int last = batch.lengths()[b] - 1;
      reverse(values.get(last), b).assign(reverse(values.get(0), b));
    }
  }

  /** The gradient of a last row's second half belongs to the first step. */
  void scatter(List<INDArray> deltas, Batch batch) {
    for (int b = 0; b < batch.size() && apart; b++) {
      INDArray from = reverse(deltas.get(batch.lengths()[b] - 1), b);
      INDArray gradient = from.dup();
      from.assign(0);
      reverse(deltas.get(0), b).assign(gradient);
    }
  }

  private INDArray reverse(INDArray rows, int row) {
    return rows.get(NDArrayIndex.point(row), NDArrayIndex.interval(units, 2L * units));
  }
}
