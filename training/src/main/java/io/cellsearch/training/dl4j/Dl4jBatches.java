package io.cellsearch.training.dl4j;

import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.NetworkSpec;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Our batches, which run along time, as DL4J's arrays, which run along sequences. */
final class Dl4jBatches {
  private final NetworkSpec spec;

  Dl4jBatches(NetworkSpec spec) {
    this.spec = spec;
  }

  /** [batch][inputs][time]. */
  INDArray inputs(Batch batch) {
    return turned(batch.inputs(), batch, spec.inputs());
  }

  /** [batch][outputs][time], or [batch][outputs] under {@link Head#LAST_STEP}. */
  INDArray labels(Batch batch) {
    return spec.head() == Head.LAST_STEP
        ? targets(batch)
        : turned(batch.targets(), batch, spec.outputs());
  }

  private static INDArray turned(float[] values, Batch batch, int width) {
    long[] shape = {batch.steps(), batch.size(), width};
    return Nd4j.create(values.clone(), shape, DataType.FLOAT).permute(1, 2, 0).dup('f');
  }

  /** [batch][time]: 1 where the sequence has the step. */
  INDArray mask(Batch batch) {
    float[] mask = new float[batch.size() * batch.steps()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % batch.steps() < batch.lengths()[i / batch.steps()] ? 1 : 0;
    }
    return Nd4j.create(mask, new long[] {batch.size(), batch.steps()}, DataType.FLOAT);
  }

  /** Targets [row][outputs], in the order of the batch. */
  INDArray targets(Batch batch) {
    return Nd4j.create(
        batch.targets().clone(), new long[] {spec.rows(batch), spec.outputs()}, DataType.FLOAT);
  }

  /** [row][1]: 1 where the loss counts the row. */
  INDArray countedRows(Batch batch) {
    float[] mask = new float[spec.rows(batch)];
    for (int row = 0; row < mask.length; row++) {
      mask[row] = batch.counts(spec.head(), row) ? 1 : 0;
    }
    return Nd4j.create(mask, new long[] {mask.length, 1}, DataType.FLOAT);
  }

  /** Activations of the top layer as rows in the order of the batch. */
  INDArray rows(INDArray activations) {
    if (spec.head() == Head.LAST_STEP) {
      return activations;
    }
    long count = activations.size(0) * activations.size(2);
    return activations.permute(2, 0, 1).dup('c').reshape('c', count, activations.size(1));
  }
}
