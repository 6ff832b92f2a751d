package io.cellsearch.training.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Between DL4J's arrays [batch][size][time] with masks [batch][time] and a list of steps. */
final class PaddedSteps {
  private final INDArray mask;

  /**
   * The steps of an array.
   *
   * @param given nothing where every step counts
   * @throws IllegalStateException if a sequence goes on after its padding
   */
  PaddedSteps(@Nullable INDArray given, INDArray array, DataType type) {
    mask =
        given == null ? Nd4j.ones(type, array.size(0), array.size(2)) : given.castTo(type).dup('c');
    for (int b = 0; b < mask.size(0); b++) {
      for (int t = 1; t < mask.size(1); t++) {
        if (mask.getDouble(b, t) > mask.getDouble(b, t - 1)) {
          throw new IllegalStateException(
              "sequences are padded on the right, but sequence %d goes on at step %d"
                  .formatted(b, t));
        }
      }
    }
  }

  /** [time · batch][1]: 1 where a step counts. */
  INDArray column() {
    return mask.permute(1, 0).dup('c').reshape('c', mask.length(), 1);
  }

  /** The steps with 0 where the padding is. */
  List<INDArray> cut(List<INDArray> steps) {
    List<INDArray> kept = new ArrayList<>();
    for (int t = 0; t < steps.size(); t++) {
      kept.add(steps.get(t).mulColumnVector(mask.getColumn(t).reshape(mask.size(0), 1)));
    }
    return kept;
  }

  /** Copies [batch][size] of each step. */
  static List<INDArray> split(INDArray array) {
    List<INDArray> steps = new ArrayList<>();
    for (int t = 0; t < array.size(2); t++) {
      steps.add(step(array, t).dup('c'));
    }
    return steps;
  }

  /** A view [batch][size]. */
  static INDArray step(INDArray array, int t) {
    return array.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t));
  }
}
