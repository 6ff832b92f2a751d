package io.cellsearch.training.network;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.CellDefinition;
import io.cellsearch.cells.CellOptions;
import java.util.List;
import java.util.Optional;

/**
 * What a network is made of.
 *
 * @param inputs numbers of a sequence's step; where it is a token, how many there are
 * @param units the size of every layer's states
 * @param layers how many recurrent layers are stacked
 * @param outputs numbers of a row of the head
 * @param dropout the share of a layer's outputs that training sets to 0 before the next layer or
 *     the head reads them; in [0, 1)
 * @param maxSteps the longest batch that the network can take
 * @param maxBatch the most sequences that a batch may hold
 * @param variant how it differs from a plain stack
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
    int maxBatch,
    Variant variant) {

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
    Optional<String> refusal = variant.frontEnd().refusal(head, maxSteps);
    if (refusal.isPresent()) {
      throw new IllegalArgumentException(refusal.get());
    }
  }

  /** A plain stack. */
  public NetworkSpec(
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
    this(
        cell,
        options,
        inputs,
        units,
        layers,
        outputs,
        head,
        loss,
        dropout,
        maxSteps,
        maxBatch,
        Variant.PLAIN);
  }

  /** The same network with other dropout and in another variant. */
  public NetworkSpec with(double dropout, Variant variant) {
    return new NetworkSpec(
        cell, options, inputs, units, layers, outputs, head, loss, dropout, maxSteps, maxBatch,
        variant);
  }

  /** The same network in another variant. */
  public NetworkSpec with(Variant variant) {
    return with(dropout, variant);
  }

  /** The same network without dropout of any kind. */
  public NetworkSpec withoutDropout() {
    return with(0, variant.withoutDropout());
  }

  /** Numbers of a row that a layer gives, those of both directions together. */
  public int width() {
    return variant.bidirectional() ? 2 * units : units;
  }

  /** Numbers of a step of a batch. */
  public int stepInputs() {
    return variant.frontEnd().read(inputs);
  }

  /** How long the input of a layer is, counted from 0. */
  public int layerInputs(int layer) {
    return layer == 0 ? variant.frontEnd().given(inputs) : width();
  }

  /** A layer: one part, or one for each direction, the one that reads ahead first. */
  public List<Part> parts(int layer) {
    Cell own = layerCell(layer);
    Part ahead = new Part("layer" + layer, own, layerInputs(layer), maxSteps);
    return variant.bidirectional()
        ? List.of(ahead, new Part("reverse" + layer, own, layerInputs(layer), maxSteps))
        : List.of(ahead);
  }

  /**
   * The cell of a layer with its options settled; only one whose input is not as long as its state
   * may project it, only those above the first read states of the layer below.
   */
  private Cell layerCell(int layer) {
    if (layer > 0) {
      Cell above = cell.instantiateAbove(options, units);
      if (!variant.bidirectional() || !above.statesReadBelow().isEmpty()) {
        return above;
      }
    }
    return cell.instantiate(options, layerInputs(layer), units);
  }

  /** Trainable numbers of all layers and of the head. */
  public long parameterCount() {
    long count = (width() + 1L) * outputs + variant.frontEnd().parameterCount(inputs);
    for (int layer = 0; layer < layers; layer++) {
      for (Part part : parts(layer)) {
        count += part.cell().parameterCount(part.inputs(), units);
      }
      count += variant.layerNorm() ? 2L * width() : 0;
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
    if (batch.before() > 0 && segmentsRefusal().isPresent()) {
      throw new IllegalArgumentException(segmentsRefusal().get());
    }
    length("inputs", batch.inputs(), batch.steps() * batch.size() * stepInputs());
    length("targets", batch.targets(), rows(batch) * outputs);
  }

  /** Why sequences cannot be cut in segments that follow each other; empty if they can. */
  public Optional<String> segmentsRefusal() {
    return head == Head.LAST_STEP
        ? Optional.of(
            "sequences cannot be cut in segments where the loss is at their last step alone: no"
                + " segment before it would have a gradient")
        : variant.segmentsRefusal();
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
