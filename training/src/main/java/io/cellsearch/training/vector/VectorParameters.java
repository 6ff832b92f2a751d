package io.cellsearch.training.vector;

import io.cellsearch.training.plan.CellPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The trainable vectors of a layer, one after the other in the flat array, padded in the arena. */
final class VectorParameters {
  private final List<String> ids;
  private final Arena arena;
  private final int units;
  private final int offset;
  private final int values;
  private final int gradients;

  VectorParameters(CellPlan plan, Arena arena, int units, int offset) {
    this.ids = plan.vectors();
    this.arena = arena;
    this.units = units;
    this.offset = offset;
    this.values = arena.offsets[plan.layout().vectors()];
    this.gradients = arena.offsets[plan.layout().vectorGradients()];
  }

  /** Floats in the flat array. */
  int size() {
    return ids.size() * units;
  }

  List<ParameterBlock> blocks() {
    List<ParameterBlock> blocks = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      blocks.add(new ParameterBlock(ids.get(i), offset + i * units, 1, units, units));
    }
    return blocks;
  }

  void load(float[] parameters) {
    for (int i = 0; i < ids.size(); i++) {
      int to = values + i * arena.padded;
      System.arraycopy(parameters, offset + i * units, arena.values, to, units);
    }
  }

  void clearGradients() {
    Arrays.fill(arena.values, gradients, gradients + ids.size() * arena.padded, 0);
  }

  void storeGradients(float[] to) {
    for (int i = 0; i < ids.size(); i++) {
      int from = gradients + i * arena.padded;
      System.arraycopy(arena.values, from, to, offset + i * units, units);
    }
  }
}
