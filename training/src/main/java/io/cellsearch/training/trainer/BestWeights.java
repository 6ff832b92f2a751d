package io.cellsearch.training.trainer;

import io.cellsearch.training.network.Network;
import java.util.OptionalInt;

/** The weights of the epoch with the lowest validation loss; among equals the earliest. */
final class BestWeights {
  private float[] parameters = {};
  private double loss = Double.POSITIVE_INFINITY;
  private int epoch;

  /** Keeps a copy of a network's weights if they are better than any before. */
  void offer(int epoch, double validationLoss, float[] weights) {
    if (validationLoss < loss) {
      loss = validationLoss;
      this.epoch = epoch;
      parameters = weights.clone();
    }
  }

  /** Puts the best weights back. */
  void restore(Network network) {
    System.arraycopy(parameters, 0, network.parameters(), 0, parameters.length);
  }

  /** The weights themselves, laid out like the network's. */
  float[] parameters() {
    return parameters;
  }

  /** Their validation loss. */
  double loss() {
    return loss;
  }

  /** How many epochs ago they were found. */
  int age(int currentEpoch) {
    return currentEpoch - epoch;
  }

  /** The epoch they were found in, from 1; empty before the first. */
  OptionalInt epoch() {
    return epoch == 0 ? OptionalInt.empty() : OptionalInt.of(epoch);
  }
}
