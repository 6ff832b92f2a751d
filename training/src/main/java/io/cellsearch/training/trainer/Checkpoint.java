package io.cellsearch.training.trainer;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.training.network.Network;
import io.cellsearch.training.trainer.Model.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that the later epochs of an attempt depend on, at the end of one. Random states are not in
 * it: each epoch's shuffling and dropout have a stream of their own, which depends on the trial's
 * seed and the epoch's number alone. Running averages of normalised products are tensors like any
 * other.
 *
 * @param parameters what was learned so far
 * @param best the weights of the best epoch
 * @param optimizer what the optimizer remembers, by name, laid out like the parameters
 */
record Checkpoint(Header header, Values parameters, Values best, Map<String, Values> optimizer) {

  Checkpoint {
    optimizer = Collections.unmodifiableMap(new TreeMap<>(optimizer));
  }

  /**
   * What trains and how far it is.
   *
   * @param formatVersion of the file
   * @param tensors the names and shapes of all arrays' parts
   * @param optimizer the names of the optimizer's arrays, sorted
   */
  record Header(
      int formatVersion,
      Origin origin,
      Progress progress,
      List<Tensor> tensors,
      List<String> optimizer) {

    Header {
      tensors = List.copyOf(tensors);
      optimizer = List.copyOf(optimizer);
    }

    /** Says no to a network that has other tensors. */
    void checkFits(Network network) {
      List<Tensor> wanted = network.tensors().stream().map(Tensor::of).toList();
      if (!wanted.equals(tensors)) {
        throw new IllegalArgumentException(
            "the network needs a checkpoint of " + wanted + ", but got one of " + tensors);
      }
    }

    /** How many numbers one array has. */
    long size() {
      return tensors.stream().mapToLong(Tensor::size).sum();
    }
  }

  /**
   * What makes all attempts of a trial equal: nothing else can go on from it. The trial's name is a
   * part of it, so that no two trials have a file in common, and one's can be deleted without a
   * look at the others.
   *
   * @param cells the user's own cells
   */
  record Origin(
      TrialId trial, Task task, Configuration configuration, Map<String, String> cells, long seed) {

    Origin {
      cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
    }

    static Origin of(Assignment assignment) {
      return new Origin(
          assignment.trial(),
          assignment.task(),
          assignment.configuration(),
          assignment.cells(),
          assignment.seed());
    }
  }

  /**
   * How far it is.
   *
   * @param epoch the last one that is over, from 1
   * @param optimizerSteps that the optimizer has made
   * @param bestEpoch whose weights are the best; patience counts from it
   * @param bestLoss its validation loss
   */
  record Progress(int epoch, long optimizerSteps, int bestEpoch, double bestLoss) {

    Progress {
      if (bestEpoch < 1 || bestEpoch > epoch) {
        throw new IllegalArgumentException(
            "1 <= bestEpoch <= epoch must hold, but got " + bestEpoch + ", " + epoch);
      }
    }
  }

  /** One array, cut into [tensor][rows * columns] without gaps, whatever the engine. */
  record Values(List<float[]> tensors) {

    Values {
      tensors = List.copyOf(tensors);
    }

    /** Cuts a flat array of a network. */
    static Values of(Network network, float[] flat) {
      return new Values(network.tensors().stream().map(tensor -> tensor.read(flat)).toList());
    }

    /** A flat array as a network lays it out. */
    float[] inPlacesOf(Network network) {
      float[] flat = new float[network.parameters().length];
      for (int i = 0; i < tensors.size(); i++) {
        network.tensors().get(i).write(tensors.get(i), flat);
      }
      return flat;
    }
  }
}
