package io.cellsearch.training.vector;

import io.cellsearch.training.linalg.Floats;
import io.cellsearch.training.linalg.Lanes;
import io.cellsearch.training.linalg.VectorWidth;
import io.cellsearch.training.plan.Buffers;
import io.cellsearch.training.plan.CellPlan;

/** Where the buffers of a layer lie in its arena; known without the arena. */
final class ArenaLayout {
  /**
   * Buffers begin this many floats apart modulo 1,024: equal offsets would meet in the same cache
   * sets.
   */
  private static final int SKEW = 80;

  private static final int PAGE = 1024;

  /** Rows of slots that are a multiple of this would meet in the same cache sets. */
  private static final int CACHE_STRIDE = 256;

  final int padded;
  final int slotStride;
  private final CellPlan plan;
  private final LayerShape shape;
  private final long[] begins;

  /** Floats of the whole arena. */
  final long length;

  ArenaLayout(CellPlan plan, LayerShape shape, VectorWidth width) {
    this.plan = plan;
    this.shape = shape;
    padded = width.pad(shape.units());
    int slots = plan.slots().size() * padded;
    slotStride = slots % CACHE_STRIDE == 0 ? slots + width.lanes() : slots;
    begins = new long[plan.layout().buffers().count()];
    long end = Lanes.FIRST;
    for (int i = 0; i < begins.length; i++) {
      begins[i] = Lanes.FIRST + (end + PAGE - 1) / PAGE * PAGE + (long) i * SKEW;
      end = begins[i] + size(plan.layout().buffers(), i);
    }
    length = end;
  }

  /**
   * Where each buffer begins.
   *
   * @throws IllegalArgumentException for an arena that is larger than any array
   */
  int[] offsets() {
    Floats.length(length);
    int[] offsets = new int[begins.length];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = (int) begins[i];
    }
    return offsets;
  }

  private long size(Buffers buffers, int buffer) {
    long rows = (long) shape.maxSteps() * shape.maxBatch();
    return switch (buffers.shape(buffer)) {
      case SLOTS -> rows * slotStride;
      case HISTORY -> (rows + shape.maxBatch()) * padded;
      case STEPS -> rows * padded;
      case ROW -> (long) shape.maxBatch() * padded;
      case VECTORS -> (long) plan.vectors().size() * padded;
      case RHYTHM -> (long) shape.maxSteps() * padded;
    };
  }
}
