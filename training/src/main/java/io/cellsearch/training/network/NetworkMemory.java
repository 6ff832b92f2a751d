package io.cellsearch.training.network;

import io.cellsearch.training.linalg.Lanes;
import io.cellsearch.training.linalg.VectorWidth;
import io.cellsearch.training.plan.CellPlan;
import io.cellsearch.training.vector.LayerMemory;
import io.cellsearch.training.vector.LayerShape;
import java.util.List;

/**
 * The bytes of all arrays that a {@link VectorNetwork} holds once it was trained on its largest
 * batch, told without making one.
 */
public final class NetworkMemory {
  /** The bias, and three rows of the loss. */
  private static final int HEAD_ROWS = 4;

  /**
   * Those that begin at {@link Lanes#FIRST}: outputs, three matrices, last rows, gradients, rows of
   * the loss.
   */
  private static final int HEAD_ARRAYS = 9;

  private NetworkMemory() {}

  /** On whatever machine: the most of all widths of vectors. */
  public static long bytes(NetworkSpec spec) {
    List<CellPlan> plans = LayerPlans.of(spec);
    return VectorWidth.ALL.stream()
        .mapToLong(width -> bytes(spec, plans, width))
        .max()
        .orElseThrow();
  }

  /** On a machine with vectors of that width. */
  static long bytes(NetworkSpec spec, VectorWidth width) {
    return bytes(spec, LayerPlans.of(spec), width);
  }

  private static long bytes(NetworkSpec spec, List<CellPlan> plans, VectorWidth width) {
    long bytes = 2L * Float.BYTES * parameters(spec, plans);
    for (int layer = 0; layer < spec.layers(); layer++) {
      int inputs = spec.layerInputs(layer);
      LayerShape shape = new LayerShape(spec.maxSteps(), spec.maxBatch(), inputs, spec.units());
      bytes += parts(spec) * partBytes(spec, plans.get(layer), shape, width);
      bytes += Float.BYTES * aroundFloats(spec, inputs, width);
    }
    FrontEndMemory frontEnd = new FrontEndMemory(spec, width);
    return bytes
        + Float.BYTES * (frontEnd.numbers() + headFloats(spec, width))
        + Integer.BYTES * (frontEnd.stages() + layerStages(spec));
  }

  /** A layer has one, or one for each direction. */
  private static int parts(NetworkSpec spec) {
    return spec.variant().bidirectional() ? 2 : 1;
  }

  /** Of {@link RecurrentStage}. */
  private static long partBytes(
      NetworkSpec spec, CellPlan plan, LayerShape shape, VectorWidth width) {
    long bytes = LayerMemory.bytes(plan, shape, width);
    if (spec.variant().recurrentDropout() > 0) {
      long factors = (long) spec.maxBatch() * width.pad(spec.units());
      bytes += LayerMemory.recurrentDropoutBytes(plan, shape, width);
      bytes += Float.BYTES * DropoutMask.ARRAYS * factors;
    }
    return bytes;
  }

  /** Of {@link BidirectionalStage}, {@link LayerNormStage} and {@link DropoutStage}. */
  private static long aroundFloats(NetworkSpec spec, int inputs, VectorWidth width) {
    long rows = rows(spec);
    long outputs = rows * width.pad(spec.width());
    long floats = 0;
    if (spec.variant().bidirectional()) {
      floats += 2 * (outputs + rows * width.pad(inputs));
    }
    if (spec.variant().layerNorm()) {
      floats += 3 * outputs + rows;
    }
    return floats + (spec.dropout() > 0 ? DropoutMask.ARRAYS * outputs : 0);
  }

  /** {@link LayerStack} keeps a number for each stage. */
  private static int layerStages(NetworkSpec spec) {
    int each = 1 + (spec.variant().layerNorm() ? 1 : 0) + (spec.dropout() > 0 ? 1 : 0);
    return spec.layers() * each;
  }

  private static long rows(NetworkSpec spec) {
    return (long) spec.maxSteps() * spec.maxBatch();
  }

  /** Numbers of the flat array of parameters, masked ones and running averages included. */
  public static long parameters(NetworkSpec spec) {
    return parameters(spec, LayerPlans.of(spec));
  }

  private static long parameters(NetworkSpec spec, List<CellPlan> plans) {
    long count = (spec.width() + 1L) * spec.outputs();
    count += spec.variant().frontEnd().parameterCount(spec.inputs());
    for (int layer = 0; layer < spec.layers(); layer++) {
      int inputs = spec.layerInputs(layer);
      long ofPart =
          plans.get(layer).cell().parameters().stream()
              .mapToLong(each -> (long) each.rows(inputs, spec.units()) * spec.units())
              .sum();
      count += parts(spec) * ofPart + ParameterLayout.normSize(spec);
    }
    return count;
  }

  /** Of {@link DenseHead}, {@link RowLosses} and the rows that the head reads. */
  private static long headFloats(NetworkSpec spec, VectorWidth width) {
    long padded = width.pad(spec.outputs());
    long paddedWidth = width.pad(spec.width());
    long matrices = 2L * spec.width() * padded + spec.outputs() * paddedWidth;
    long last = spec.head() == Head.LAST_STEP ? 2L * spec.maxBatch() * paddedWidth : 0;
    return spec.maxRows() * padded
        + matrices
        + HEAD_ROWS * padded
        + last
        + HEAD_ARRAYS * Lanes.FIRST;
  }
}
