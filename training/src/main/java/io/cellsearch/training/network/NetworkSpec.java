package io.cellsearch.training.network;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.CellDefinition;
import io.cellsearch.cells.CellOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network is made of.
 *
 * @param inputs numbers of a sequence's step
 * @param units the size of every layer's states
 * @param layers how many recurrent layers are stacked
 * @param outputs numbers of a row of the head
 * @param dropout the share of a layer's outputs that training sets to 0 before the next layer or
 *     the head reads them; in [0, 1)
 * @param maxSteps the longest batch that the network can take
 * @param maxBatch the most sequences that a batch may hold
 */
public record NetworkSpec(
    CellDefinition cell,
    CellOptions options,
    int inputs,
    int units,
    int layers,
    int outputs,
    Head head,
    Loss loss,
    double dropout,
    int maxSteps,
    int maxBatch) {

  public NetworkSpec {
    atLeastOne("inputs", inputs);
    atLeastOne("units", units);
    atLeastOne("layers", layers);
    atLeastOne("outputs", outputs);
    atLeastOne("maxSteps", maxSteps);
    atLeastOne("maxBatch", maxBatch);
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout lies in [0, 1), but is " + dropout);
    }
  }

  /** The same network without dropout. */
  public NetworkSpec withoutDropout() {
    return new NetworkSpec(
        cell, options, inputs, units, layers, outputs, head, loss, 0, maxSteps, maxBatch);
  }

  /** How long the input of a layer is, counted from 0. */
  public int layerInputs(int layer) {
    return layer == 0 ? inputs : units;
  }

  /**
   * The cell of each layer with its options settled; only the first may project its input, only the
   * others read states of the layer below.
   */
  public List<Cell> layerCells() {
    List<Cell> cells = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      cells.add(
          layer == 0
              ? cell.instantiate(options, inputs, units)
              : cell.instantiateAbove(options, units));
    }
    return cells;
  }

  /** Trainable numbers of all layers and of the head. */
  public long parameterCount() {
    long count = (units + 1L) * outputs;
    List<Cell> cells = layerCells();
    for (int layer = 0; layer < layers; layer++) {
      count += cells.get(layer).parameterCount(layerInputs(layer), units);
    }
    return count;
  }

  /** How many rows the head gives for the largest batch. */
  public long maxRows() {
    return head == Head.LAST_STEP ? maxBatch : (long) maxSteps * maxBatch;
  }

  /** How many rows the head gives for a batch, those beyond a sequence's end included. */
  public int rows(Batch batch) {
    return head == Head.LAST_STEP ? batch.size() : batch.steps() * batch.size();
  }

  /**
   * Refuses a batch that does not fit.
   *
   * @throws IllegalArgumentException with the rule and the values
   */
  public void check(Batch batch) {
    if (batch.steps() > maxSteps || batch.size() > maxBatch) {
      throw new IllegalArgumentException(
          "a batch has at most %d steps of %d sequences, but this one has %d of %d"
              .formatted(maxSteps, maxBatch, batch.steps(), batch.size()));
    }
    length("inputs", batch.inputs(), batch.steps() * batch.size() * inputs);
    length("targets", batch.targets(), rows(batch) * outputs);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is at least 1, but is " + value);
    }
  }

  private static void length(String name, float[] values, int length) {
    if (values.length != length) {
      throw new IllegalArgumentException(
          "a batch's %s hold %d numbers, but these hold %d".formatted(name, length, values.length));
    }
  }
}
