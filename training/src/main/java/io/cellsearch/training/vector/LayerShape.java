package io.cellsearch.training.vector;

/** The sizes of a layer; steps and batch are the most that it will see. */
public record LayerShape(int maxSteps, int maxBatch, int inputs, int units) {
  public LayerShape {
    if (maxSteps < 1 || maxBatch < 1 || inputs < 1 || units < 1) {
      throw new IllegalArgumentException(
          "steps, batch, inputs and units are at least 1, but got %d, %d, %d, %d"
              .formatted(maxSteps, maxBatch, inputs, units));
    }
  }
}
