package io.cellsearch.training.network;

import io.cellsearch.training.linalg.Floats;
import io.cellsearch.training.linalg.Lanes;
import java.util.ArrayList;
import java.util.List;

/**
 * Two layers over the same rows, one of which reads every sequence from its end (Schuster and
 * Paliwal 1997): a row is the forward layer's outputs, then those of the other at the same step.
 * Sequences are turned within their own length; padding stays on the right.
 */
final class BidirectionalStage implements Stage {
  private final RecurrentStage forward;
  private final RecurrentStage reverse;
  private final int inputs;
  private final int units;
  private final Rows turned;
  private final Rows outputs;
  private final Rows outputGradients;
  private final Rows inputGradients;
  private int[] lengths = {};
  private int rows;

  BidirectionalStage(NetworkSpec spec, RecurrentStage forward, RecurrentStage reverse) {
    this.forward = forward;
    this.reverse = reverse;
    this.inputs = forward.inputs();
    this.units = spec.units();
    int maxRows = spec.maxSteps() * spec.maxBatch();
    turned = rows(maxRows, inputs);
    outputs = rows(maxRows, 2 * units);
    outputGradients = rows(maxRows, 2 * units);
    inputGradients = rows(maxRows, inputs);
  }

  private static Rows rows(int count, int width) {
    return new Rows(Floats.array((long) count * Lanes.pad(width)), 0, Lanes.pad(width));
  }

  @Override
  public int width() {
    return 2 * units;
  }

  @Override
  public Rows forward(Rows x, Pass pass) {
    lengths = pass.batch().lengths();
    rows = pass.rows();
    for (int row = 0; row < rows; row++) {
      copy(x, mirror(row), 0, turned, row, 0, inputs);
    }
    Rows ahead = forward.forward(x, pass);
    Rows back = reverse.forward(turned, pass);
    for (int row = 0; row < rows; row++) {
      copy(ahead, row, 0, outputs, row, 0, units);
      copy(back, mirror(row), 0, outputs, row, units, units);
    }
    return outputs;
  }

  @Override
  public Rows outputGradients() {
    return outputGradients;
  }

  @Override
  public void backward() {
    for (int row = 0; row < rows; row++) {
      copy(outputGradients, row, 0, forward.outputGradients(), row, 0, units);
      copy(outputGradients, row, units, reverse.outputGradients(), mirror(row), 0, units);
    }
    forward.backward();
    reverse.backward();
    Rows ahead = forward.inputGradients();
    Rows back = reverse.inputGradients();
    for (int row = 0; row < rows; row++) {
      int to = inputGradients.start(row);
      int first = ahead.start(row);
      int second = back.start(mirror(row));
      for (int i = 0; i < inputs; i++) {
        inputGradients.values()[to + i] = ahead.values()[first + i] + back.values()[second + i];
      }
    }
  }

  @Override
  public Rows inputGradients() {
    return inputGradients;
  }

  @Override
  public List<ParameterTensor> tensors() {
    List<ParameterTensor> tensors = new ArrayList<>(forward.tensors());
    tensors.addAll(reverse.tensors());
    return tensors;
  }

  /** Where a row lies when its sequence is turned; turning twice changes nothing. */
  private int mirror(int row) {
    int step = row / lengths.length;
    int sequence = row % lengths.length;
    int length = lengths[sequence];
    return step < length ? (length - 1 - step) * lengths.length + sequence : row;
  }

  private static void copy(
      Rows from, int row, int column, Rows to, int toRow, int toColumn, int count) {
    System.arraycopy(
        from.values(), from.start(row) + column, to.values(), to.start(toRow) + toColumn, count);
  }
}
