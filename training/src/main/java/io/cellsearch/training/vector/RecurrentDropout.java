package io.cellsearch.training.vector;

import io.cellsearch.cells.graph.Graph;
import io.cellsearch.cells.graph.Op;
import io.cellsearch.training.linalg.Floats;
import io.cellsearch.training.linalg.Lanes;
import io.cellsearch.training.plan.CellPlan;
import io.cellsearch.training.plan.Operand;
import java.util.ArrayList;
import java.util.List;

/**
 * Variational dropout of what a layer's recurrent matrices read (Gal and Ghahramani 2016, equation
 * 7): a sequence's mask is the same at all steps and for all matrices. States themselves, and what
 * reads them without a matrix, stay whole.
 */
final class RecurrentDropout {
  private final Arena arena;

  /** [batch][padded]. */
  private final float[] factors;

  /** By operand: masked rows [time][batch][padded], empty for those that stay whole. */
  private final List<float[]> masked = new ArrayList<>();

  private final float[] scratch;

  RecurrentDropout(CellPlan plan, LayerShape shape, Arena arena, float[] factors) {
    this.arena = arena;
    this.factors = factors;
    long rows = (long) shape.maxSteps() * shape.maxBatch();
    for (Operand operand : plan.operands()) {
      masked.add(Floats.array(isRecurrent(operand) ? rows * arena.padded : 0));
    }
    scratch = Lanes.array((long) shape.maxBatch() * arena.padded);
  }

  /** Whether an operand depends on the last step. */
  static boolean isRecurrent(Operand operand) {
    return Graph.reach(List.of(operand.node())).stream().anyMatch(node -> node.op() == Op.STATE);
  }

  boolean masks(int operand) {
    return masked.get(operand).length > 0;
  }

  /** The masked rows of an operand, step after step. */
  float[] rows(int operand) {
    return masked.get(operand);
  }

  /** Masks the rows of one step. */
  void read(int operand, int from, int t, int batch) {
    multiply(arena.values, from, masked.get(operand), t * batch * arena.padded, batch);
  }

  /** Masks gradients of one step in place. */
  void mask(int row, int batch) {
    multiply(arena.values, row, arena.values, row, batch);
  }

  /**
   * Rows, from {@link Lanes#FIRST} on, for gradients that are to be masked before they are added.
   */
  float[] scratch() {
    return scratch;
  }

  /** Adds the masked scratch rows to rows of the arena. */
  void addScratch(int row, int batch) {
    for (int i = 0; i < batch * arena.padded; i++) {
      arena.values[row + i] += scratch[Lanes.FIRST + i] * factors[i];
    }
  }

  private void multiply(float[] from, int start, float[] to, int target, int batch) {
    for (int i = 0; i < batch * arena.padded; i++) {
      to[target + i] = from[start + i] * factors[i];
    }
  }
}
