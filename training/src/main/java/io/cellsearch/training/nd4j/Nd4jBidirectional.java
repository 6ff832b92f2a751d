package io.cellsearch.training.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A layer and another one that reads every sequence from its end, side by side. */
final class Nd4jBidirectional implements Nd4jStage {
  private final Nd4jLayer forward;
  private final Nd4jLayer reverse;
  private final int units;
  private int[] lengths = {};

  Nd4jBidirectional(Nd4jLayer forward, Nd4jLayer reverse, int units) {
    this.forward = forward;
    this.reverse = reverse;
    this.units = units;
  }

  @Override
  public List<INDArray> forward(List<INDArray> inputs, Pass pass) {
    lengths = pass.lengths(inputs.size());
    List<INDArray> ahead = forward.forward(inputs, pass);
    List<INDArray> back = turn(reverse.forward(turn(inputs), pass));
    List<INDArray> outputs = new ArrayList<>();
    for (int t = 0; t < inputs.size(); t++) {
      outputs.add(Nd4j.hstack(ahead.get(t), back.get(t)));
    }
    return outputs;
  }

  @Override
  public List<INDArray> backward(List<INDArray> outputGradients) {
    List<INDArray> ahead = forward.backward(half(outputGradients, 0));
    List<INDArray> back = turn(reverse.backward(turn(half(outputGradients, units))));
    List<INDArray> gradients = new ArrayList<>();
    for (int t = 0; t < ahead.size(); t++) {
      gradients.add(ahead.get(t).add(back.get(t)));
    }
    return gradients;
  }

  private List<INDArray> half(List<INDArray> rows, int first) {
    return rows.stream()
        .map(row -> row.get(NDArrayIndex.all(), NDArrayIndex.interval(first, first + units)).dup())
        .toList();
  }

  /** Every sequence from its end; padding stays. */
  private List<INDArray> turn(List<INDArray> rows) {
    List<INDArray> turned = rows.stream().map(INDArray::dup).toList();
    for (int b = 0; b < lengths.length; b++) {
      for (int t = 0; t < lengths[b]; t++) {
        turned.get(t).putRow(b, rows.get(lengths[b] - 1 - t).getRow(b));
      }
    }
    return turned;
  }

  @Override
  public List<LayerParameters> parameters() {
    return Stream.of(forward, reverse).flatMap(layer -> layer.parameters().stream()).toList();
  }
}
