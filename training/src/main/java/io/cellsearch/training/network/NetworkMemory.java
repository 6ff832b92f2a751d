package io.cellsearch.training.network;

import io.cellsearch.cells.Cell;
import io.cellsearch.training.linalg.VectorWidth;
import io.cellsearch.training.plan.CellPlan;
import io.cellsearch.training.plan.Planner;
import io.cellsearch.training.vector.LayerMemory;
import io.cellsearch.training.vector.LayerShape;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of all arrays that a {@link VectorNetwork} holds once it was trained on its largest
 * batch, told without making one.
 */
public final class NetworkMemory {
  private static final int DROPOUT_ARRAYS = 2;

  private NetworkMemory() {}

  /** On whatever machine: the most of all widths of vectors. */
  public static long bytes(NetworkSpec spec) {
    List<CellPlan> plans = plans(spec);
    return VectorWidth.ALL.stream()
        .mapToLong(width -> bytes(spec, plans, width))
        .max()
        .orElseThrow();
  }

  /** On a machine with vectors of that width. */
  static long bytes(NetworkSpec spec, VectorWidth width) {
    return bytes(spec, plans(spec), width);
  }

  private static List<CellPlan> plans(NetworkSpec spec) {
    List<Cell> cells = spec.layerCells();
    List<CellPlan> plans = new ArrayList<>();
    for (int layer = 0; layer < spec.layers(); layer++) {
      plans.add(Planner.plan(cells.get(layer), LayerStack.surroundings(cells, layer)));
    }
    return plans;
  }

  private static long bytes(NetworkSpec spec, List<CellPlan> plans, VectorWidth width) {
    long bytes = 2L * Float.BYTES * parameters(spec);
    for (int layer = 0; layer < spec.layers(); layer++) {
      LayerShape shape =
          new LayerShape(spec.maxSteps(), spec.maxBatch(), spec.layerInputs(layer), spec.units());
      bytes += LayerMemory.bytes(plans.get(layer), shape, width);
    }
    return bytes + Float.BYTES * (dropoutFloats(spec, width) + headFloats(spec, width));
  }

  /** Numbers of the flat array of parameters, masked ones and running averages included. */
  public static long parameters(NetworkSpec spec) {
    long count = (spec.units() + 1L) * spec.outputs();
    List<Cell> cells = spec.layerCells();
    for (int layer = 0; layer < spec.layers(); layer++) {
      int inputs = spec.layerInputs(layer);
      count +=
          cells.get(layer).parameters().stream()
              .mapToLong(each -> (long) each.rows(inputs, spec.units()) * spec.units())
              .sum();
    }
    return count;
  }

  private static long dropoutFloats(NetworkSpec spec, VectorWidth width) {
    long rows = (long) spec.maxSteps() * spec.maxBatch();
    return spec.dropout() > 0 ? rows * width.pad(spec.units()) * spec.layers() * DROPOUT_ARRAYS : 0;
  }

  /** Of {@link DenseHead}, {@link RowLosses} and the rows that the head reads. */
  private static long headFloats(NetworkSpec spec, VectorWidth width) {
    long padded = width.pad(spec.outputs());
    long paddedUnits = width.pad(spec.units());
    long matrices = 2L * spec.units() * padded + spec.outputs() * paddedUnits;
    long depth = Math.min(DenseHead.BLOCK, spec.maxRows());
    long last = spec.head() == Head.LAST_STEP ? 2L * spec.maxBatch() * paddedUnits : 0;
    return spec.maxRows() * padded
        + matrices
        + 2 * padded
        + width.weightGradientFloats(depth, List.of(spec.units()))
        + last;
  }
}
