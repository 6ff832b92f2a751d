package io.cellsearch.training.vector;

import io.cellsearch.training.linalg.Lanes;
import io.cellsearch.training.plan.Buffers;
import io.cellsearch.training.plan.CellPlan;

/** One array for all buffers of a layer, large enough for its longest and widest batch. */
final class Arena {
  /**
   * Buffers begin this many floats apart modulo 1,024: equal offsets would meet in the same cache
   * sets.
   */
  private static final int SKEW = 80;

  private static final int PAGE = 1024;

  /** Rows of slots that are a multiple of this would meet in the same cache sets. */
  private static final int CACHE_STRIDE = 256;

  final float[] values;
  final int[] offsets;
  final int padded;
  final int slotStride;

  Arena(CellPlan plan, LayerShape shape) {
    padded = Lanes.pad(shape.units());
    int width = plan.slots().size() * padded;
    slotStride = width % CACHE_STRIDE == 0 ? width + Lanes.COUNT : width;
    Buffers buffers = plan.layout().buffers();
    offsets = new int[buffers.count()];
    long end = Lanes.FIRST;
    for (int i = 0; i < offsets.length; i++) {
      long begin = Lanes.FIRST + (end + PAGE - 1) / PAGE * PAGE + (long) i * SKEW;
      offsets[i] = Math.toIntExact(begin);
      end = begin + size(plan, shape, i);
    }
    values = new float[Math.toIntExact(end)];
  }

  /** The slot buffer's rows. */
  Slots slots() {
    return new Slots(values, slotStride);
  }

  private long size(CellPlan plan, LayerShape shape, int buffer) {
    long rows = (long) shape.maxSteps() * shape.maxBatch();
    return switch (plan.layout().buffers().shape(buffer)) {
      case SLOTS -> rows * slotStride;
      case HISTORY -> (rows + shape.maxBatch()) * padded;
      case STEPS -> rows * padded;
      case ROW -> (long) shape.maxBatch() * padded;
      case VECTORS -> (long) plan.vectors().size() * padded;
      case RHYTHM -> (long) shape.maxSteps() * padded;
    };
  }
}
