package io.cellsearch.benchmarks.cells;

import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;
import org.apache.commons.rng.UniformRandomProvider;

/** Random sequences of a workload's shape. */
final class WorkloadBatch {
  private static final double EVENT_SHARE = 0.1;

  private WorkloadBatch() {}

  static Batch draw(Workload workload) {
    UniformRandomProvider random = Seeds.stream(Seeds.child(1, 1, Purpose.SIMULATION));
    int rows = workload.rows();
    boolean characters = workload.loss == Loss.SOFTMAX_CROSS_ENTROPY;
    float[] inputs = new float[rows * workload.inputs];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = characters ? 0 : (float) random.nextDouble(-1, 1);
    }
    int targetRows = workload.head == Head.LAST_STEP ? Workload.BATCH : rows;
    float[] targets = new float[targetRows * workload.outputs];
    for (int row = 0; row < targetRows; row++) {
      for (int j = 0; j < workload.outputs; j++) {
        targets[row * workload.outputs + j] = target(workload.loss, random);
      }
    }
    for (int row = 0; characters && row < rows; row++) {
      inputs[row * workload.inputs + random.nextInt(workload.inputs)] = 1;
      targets[row * workload.outputs + random.nextInt(workload.outputs)] = 1;
    }
    return Batch.even(workload.steps, Workload.BATCH, inputs, targets);
  }

  private static float target(Loss loss, UniformRandomProvider random) {
    return switch (loss) {
      case MSE -> (float) random.nextDouble(-1, 1);
      case SIGMOID_CROSS_ENTROPY -> random.nextDouble() < EVENT_SHARE ? 1 : 0;
      case SOFTMAX_CROSS_ENTROPY -> 0;
    };
  }
}
