package io.cellsearch.training.nd4j;

import io.cellsearch.training.network.Loss;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The losses of linear outputs [batch][outputs] under a mask [batch][1] of zeros and ones. */
public final class RowLoss {
  private RowLoss() {}

  /** The sum of the losses of the rows that count. */
  public static double sum(Loss loss, INDArray outputs, INDArray targets, INDArray mask) {
    INDArray terms =
        switch (loss) {
          case MSE -> square(outputs.sub(targets));
          case SOFTMAX_CROSS_ENTROPY -> logSoftmax(outputs).muli(targets).negi();
          case SIGMOID_CROSS_ENTROPY -> Elementwise.softplus(outputs).subi(outputs.mul(targets));
        };
    return terms.muliColumnVector(mask).sumNumber().doubleValue();
  }

  /** The gradient of that sum by the outputs. */
  static INDArray gradient(Loss loss, INDArray outputs, INDArray targets, INDArray mask) {
    INDArray gradient =
        switch (loss) {
          case MSE -> outputs.sub(targets).muli(2);
          case SOFTMAX_CROSS_ENTROPY -> Transforms.exp(logSoftmax(outputs), false).subi(targets);
          case SIGMOID_CROSS_ENTROPY -> Transforms.sigmoid(outputs, true).subi(targets);
        };
    return gradient.muliColumnVector(mask);
  }

  private static INDArray square(INDArray values) {
    return values.mul(values);
  }

  private static INDArray logSoftmax(INDArray outputs) {
    INDArray shifted = outputs.subColumnVector(outputs.max(true, 1));
    INDArray sums = Transforms.exp(shifted, true).sum(true, 1);
    return shifted.subiColumnVector(Transforms.log(sums, false));
  }
}
