package io.cellsearch.training.vector;

import io.cellsearch.training.linalg.Floats;
import io.cellsearch.training.linalg.Lanes;
import io.cellsearch.training.plan.CellPlan;

/** One array for all buffers of a layer, large enough for its longest and widest batch. */
final class Arena {
  final float[] values;
  final int[] offsets;
  final int padded;
  final int slotStride;

  Arena(CellPlan plan, LayerShape shape) {
    ArenaLayout layout = new ArenaLayout(plan, shape, Lanes.WIDTH);
    padded = layout.padded;
    slotStride = layout.slotStride;
    offsets = layout.offsets();
    values = Floats.array(layout.length);
  }

  /** The slot buffer's rows. */
  Slots slots() {
    return new Slots(values, slotStride);
  }
}
