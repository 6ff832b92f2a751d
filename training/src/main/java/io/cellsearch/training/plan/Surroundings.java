package io.cellsearch.training.plan;

import java.util.Set;

/**
 * What the layers around one want of it.
 *
 * @param inputGradient whether the gradient of its input is wanted
 * @param readFromAbove states that the layer above reads; their gradients come back from it
 */
public record Surroundings(boolean inputGradient, Set<String> readFromAbove) {
  public Surroundings {
    readFromAbove = Set.copyOf(readFromAbove);
  }
}
