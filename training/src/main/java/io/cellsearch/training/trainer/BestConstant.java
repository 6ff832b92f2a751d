package io.cellsearch.training.trainer;

import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Network;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterLayout;
import io.cellsearch.training.network.ParameterTensor;

/**
 * Where a network's head starts: its bias gives the prediction that ignores the input and fits the
 * training part best (Karpathy 2019, "init well"; Lin et al. 2017, section 3.3). From a bias of 0
 * the recurrent layer learns to be a constant first, as that silences rare outputs fastest, and
 * takes long to be of use again: see docs/adr/0011.
 */
final class BestConstant {
  private BestConstant() {}

  /**
   * Sets the head's bias.
   *
   * @param training every target of the training part once
   */
  static void startFrom(Iterable<Batch> training, Network network) {
    NetworkSpec spec = network.spec();
    double[] sums = new double[spec.outputs()];
    long rows = 0;
    for (Batch batch : training) {
      addTargets(batch, spec, sums);
      rows += batch.countedRows(spec.head());
    }
    bias(network).write(spec.loss().bestConstant(sums, rows), network.parameters());
  }

  private static void addTargets(Batch batch, NetworkSpec spec, double[] sums) {
    for (int row = 0; row < spec.rows(batch); row++) {
      if (batch.counts(spec.head(), row)) {
        for (int j = 0; j < sums.length; j++) {
          sums[j] += batch.targets()[row * sums.length + j];
        }
      }
    }
  }

  private static ParameterTensor bias(Network network) {
    return network.tensors().stream()
        .filter(tensor -> tensor.id().equals(ParameterLayout.HEAD_BIAS))
        .findFirst()
        .orElseThrow();
  }
}
