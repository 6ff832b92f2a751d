package io.cellsearch.training.vector;

import io.cellsearch.training.kernel.Place.Layout;
import io.cellsearch.training.plan.CellPlan;
import io.cellsearch.training.plan.Operand;
import java.util.Arrays;

/** Where the rows of a batch lie in a layer's arena. */
final class Addresses {
  private final CellPlan plan;
  private final Arena arena;

  Addresses(CellPlan plan, Arena arena) {
    this.plan = plan;
    this.arena = arena;
  }

  /** Of the slots of step t. */
  int slots(int t, int batch) {
    return arena.offsets[plan.layout().slots()] + t * batch * arena.slotStride;
  }

  /** Of a state, the rows before the first step first. */
  int history(String state) {
    return arena.offsets[plan.layout().histories().getOrDefault(state, -1)];
  }

  /** Of what flows back to a state's old values. */
  int carry(String state) {
    return arena.offsets[plan.layout().carries().getOrDefault(state, -1)];
  }

  /** Of the gradient that the layer above leaves of a state's new values. */
  int gradientFromAbove(String state) {
    return arena.offsets[plan.layout().gradientsFromAbove().getOrDefault(state, -1)];
  }

  /** Of an operand of step t. */
  int operand(Operand operand, int t, int batch) {
    int step = operand.place().layout() == Layout.NEXT ? t + 1 : t;
    return arena.offsets[operand.place().buffer()] + step * batch * arena.padded;
  }

  /** Makes all states begin at zero. */
  void clearStates(int batch) {
    for (String state : plan.cell().states()) {
      int begin = history(state);
      Arrays.fill(arena.values, begin, begin + batch * arena.padded, 0);
    }
  }

  /** Makes all states begin where a pass of so many steps has left them. */
  void carryStates(int steps, int batch) {
    int rows = batch * arena.padded;
    for (String state : plan.cell().states()) {
      int begin = history(state);
      System.arraycopy(arena.values, begin + steps * rows, arena.values, begin, rows);
    }
  }

  /** Nothing flows back to the last step from later ones. */
  void clearCarries(int batch) {
    for (int carry : plan.layout().carries().values()) {
      int begin = arena.offsets[carry];
      Arrays.fill(arena.values, begin, begin + batch * arena.padded, 0);
    }
  }
}
