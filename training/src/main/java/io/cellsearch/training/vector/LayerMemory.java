package io.cellsearch.training.vector;

import io.cellsearch.cells.graph.Op;
import io.cellsearch.training.linalg.Lanes;
import io.cellsearch.training.linalg.VectorWidth;
import io.cellsearch.training.plan.CellPlan;
import io.cellsearch.training.plan.Operand;

/**
 * The bytes of all arrays that a {@link RecurrentLayer} holds once it was trained on its largest
 * batch, told without making one. Parameters and gradients are the network's.
 */
public final class LayerMemory {
  private final CellPlan plan;
  private final LayerShape shape;
  private final VectorWidth width;

  private LayerMemory(CellPlan plan, LayerShape shape, VectorWidth width) {
    this.plan = plan;
    this.shape = shape;
    this.width = width;
  }

  /** Of a layer on a machine with vectors of that width. */
  public static long bytes(CellPlan plan, LayerShape shape, VectorWidth width) {
    LayerMemory memory = new LayerMemory(plan, shape, width);
    return Float.BYTES * memory.floats()
        + Integer.BYTES * (long) plan.layout().buffers().count()
        + memory.normalisedBytes();
  }

  /** What dropping recurrent operands adds; their factors are the caller's. */
  public static long recurrentDropoutBytes(CellPlan plan, LayerShape shape, VectorWidth width) {
    long padded = width.pad(shape.units());
    long operands = plan.operands().stream().filter(RecurrentDropout::isRecurrent).count();
    long rows = (long) shape.maxSteps() * shape.maxBatch();
    return Float.BYTES * (operands * rows * padded + Lanes.FIRST + shape.maxBatch() * padded);
  }

  private long floats() {
    long rows = (long) shape.maxSteps() * shape.maxBatch();
    long floats = new ArenaLayout(plan, shape, width).length;
    floats += Lanes.FIRST + rows * width.pad(shape.inputs());
    for (Operand operand : plan.operands()) {
      int size = operand.isInput() ? shape.inputs() : shape.units();
      floats += weightFloats(size, operand.matrices().size());
    }
    return floats;
  }

  /** Of {@link OperandWeights}: packed twice, and padded gradients. */
  private long weightFloats(int rows, int matrices) {
    long forward = (long) rows * matrices * width.pad(shape.units());
    long backward = (long) matrices * shape.units() * width.pad(rows);
    return 3 * Lanes.FIRST + 2 * forward + backward;
  }

  private long normalisedBytes() {
    long products = plan.given().stream().filter(each -> each.leaf().op() == Op.NORMALISED).count();
    long floats = weightFloats(shape.inputs(), 1);
    long doubles = NormalisedProduct.MOMENTS * (long) shape.units();
    return products * (Float.BYTES * floats + Double.BYTES * doubles);
  }
}
