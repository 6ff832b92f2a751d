package io.cellsearch.training.vector;

import io.cellsearch.training.linalg.Lanes;
import io.cellsearch.training.linalg.MatrixProduct;
import io.cellsearch.training.linalg.Packing;
import io.cellsearch.training.linalg.WeightGradient;
import io.cellsearch.training.plan.Operand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The matrices of one operand, stored side by side: [rows][matrices * units] in the flat array.
 * Packed once for each batch in the order of the forward and of the backward product. Where the
 * units are no multiple of the lanes, every slot is a product of its own. Gradients go through a
 * copy whose rows begin on cache lines.
 */
final class OperandWeights {
  private final Operand operand;
  private final int offset;
  private final int rows;
  private final int units;
  private final int padded;
  private final boolean dense;
  private final float[] forward;
  private final float[] backward;
  private final float[] gradients;

  /** Of the forward and of the backward products: lists that each step goes through. */
  private final Operand.Run[] foreRuns;

  private final Operand.Run[] backRuns;
  private final int leftCount;

  /**
   * The matrices of an operand.
   *
   * @param rows the operand's size
   */
  OperandWeights(Operand operand, int offset, int rows, int units) {
    this.operand = operand;
    this.offset = offset;
    this.rows = rows;
    this.units = units;
    padded = Lanes.pad(units);
    dense = padded == units;
    int matrices = operand.matrices().size();
    forward = Lanes.array((long) rows * matrices * padded);
    backward = Lanes.array((long) matrices * units * Lanes.pad(rows));
    gradients = new float[forward.length];
    leftCount = operand.wholeRuns().size();
    foreRuns = pieces(operand.runs()).toArray(Operand.Run[]::new);
    backRuns = pieces(operand.wholeRuns()).toArray(Operand.Run[]::new);
  }

  int rows() {
    return rows;
  }

  /** How many left sides {@link #lefts} gives. */
  int leftCount() {
    return leftCount;
  }

  /** Floats in the flat array. */
  int size() {
    return rows * operand.matrices().size() * units;
  }

  List<ParameterBlock> blocks() {
    List<ParameterBlock> blocks = new ArrayList<>();
    for (int i = 0; i < operand.matrices().size(); i++) {
      blocks.add(
          new ParameterBlock(operand.matrices().get(i), offset + i * units, rows, units, stride()));
    }
    return blocks;
  }

  private int stride() {
    return operand.matrices().size() * units;
  }

  /** Runs that one product can do: whole runs where slots touch, else slot by slot. */
  private List<Operand.Run> pieces(List<Operand.Run> runs) {
    if (dense) {
      return runs;
    }
    List<Operand.Run> single = new ArrayList<>();
    for (Operand.Run run : runs) {
      for (int slot = run.first(); slot < run.end(); slot++) {
        single.add(new Operand.Run(slot, slot + 1, run.accumulate()));
      }
    }
    return single;
  }

  /** Where the matrix of a slot begins within a row. */
  private int column(int slot) {
    return operand.slots().indexOf(slot) * units;
  }

  private int width(Operand.Run run) {
    return (run.end() - run.first()) * units;
  }

  void packForward(float[] parameters) {
    int to = Lanes.FIRST;
    for (Operand.Run run : foreRuns) {
      int width = Lanes.pad(width(run));
      Packing.pack(
          parameters,
          offset + column(run.first()),
          stride(),
          1,
          rows,
          width(run),
          width,
          forward,
          to);
      to += rows * width;
    }
  }

  void packBackward(float[] parameters) {
    int to = Lanes.FIRST;
    for (Operand.Run run : backRuns) {
      Packing.pack(
          parameters,
          offset + column(run.first()),
          1,
          stride(),
          width(run),
          rows,
          Lanes.pad(rows),
          backward,
          to);
      to += width(run) * Lanes.pad(rows);
    }
  }

  /** Slots (+)= operand times matrices, for some rows of the operand. */
  void multiply(int count, float[] from, int start, int stride, Slots slots, int slotRow) {
    int panel = Lanes.FIRST;
    for (Operand.Run run : foreRuns) {
      int width = Lanes.pad(width(run));
      MatrixProduct.multiply(
          count,
          width,
          rows,
          from,
          start,
          stride,
          forward,
          panel,
          slots.values(),
          slotRow + run.first() * padded,
          slots.stride(),
          run.accumulate());
      panel += rows * width;
    }
  }

  /** What {@link #multiply} does for an operand that is zero. */
  void clear(int count, Slots slots, int slotRow) {
    for (Operand.Run run : operand.runs()) {
      for (int row = 0; row < count && !run.accumulate(); row++) {
        int begin = slotRow + row * slots.stride();
        Arrays.fill(slots.values(), begin + run.first() * padded, begin + run.end() * padded, 0);
      }
    }
  }

  /** Target (+)= the slots' gradients times the transposed matrices. */
  void multiplyBack(
      int count, Slots slots, int slotRow, float[] to, int start, int stride, boolean accumulate) {
    int panel = Lanes.FIRST;
    boolean add = accumulate;
    for (Operand.Run run : backRuns) {
      MatrixProduct.multiply(
          count,
          Lanes.pad(rows),
          width(run),
          slots.values(),
          slotRow + run.first() * padded,
          slots.stride(),
          backward,
          panel,
          to,
          start,
          stride,
          add);
      panel += width(run) * Lanes.pad(rows);
      add = true;
    }
  }

  /** The left sides of this operand's weight gradients, one for each whole run of slots. */
  List<WeightGradient.Left> lefts() {
    List<WeightGradient.Left> lefts = new ArrayList<>();
    for (Operand.Run run : operand.wholeRuns()) {
      int position = operand.slots().indexOf(run.first());
      int stride = operand.matrices().size() * padded;
      int start = Lanes.FIRST + position * padded;
      lefts.add(
          new WeightGradient.Left(
              rows, run.first() * padded, run.end() * padded, gradients, start, stride));
    }
    return lefts;
  }

  /** Takes the gradients out of their padded copy. */
  void collect(float[] to) {
    for (int i = 0; i < rows * operand.matrices().size(); i++) {
      System.arraycopy(gradients, Lanes.FIRST + i * padded, to, offset + i * units, units);
    }
  }
}
