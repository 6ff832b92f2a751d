package io.cellsearch.training.nd4j;

import io.cellsearch.training.network.Convolution;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A convolution over time with a rectifier, term by term as its definition has it. */
final class Nd4jConvolution implements Nd4jStage {
  private final Convolution convolution;
  private final LayerParameters parameters;

  /** The input with its padding. */
  private final List<INDArray> padded = new ArrayList<>();

  private final List<INDArray> outputs = new ArrayList<>();
  private List<INDArray> counts = List.of();

  Nd4jConvolution(Convolution convolution, LayerParameters parameters) {
    this.convolution = convolution;
    this.parameters = parameters;
  }

  @Override
  public List<INDArray> forward(List<INDArray> inputs, Pass pass) {
    pad(inputs, pass);
    outputs.clear();
    for (int t = 0; t < inputs.size() - convolution.lost(); t++) {
      INDArray sum = padded.get(t).mmul(matrix(parameters.value("W"), 0));
      for (int k = 1; k < convolution.width(); k++) {
        sum.addi(padded.get(t + k).mmul(matrix(parameters.value("W"), k)));
      }
      outputs.add(Transforms.relu(sum.addiRowVector(parameters.value("b")), false));
    }
    return List.copyOf(outputs);
  }

  private void pad(List<INDArray> inputs, Pass pass) {
    long batch = inputs.get(0).size(0);
    List<INDArray> before = new ArrayList<>();
    for (int k = 0; k < convolution.lead(); k++) {
      int last = padded.size() - convolution.lead() + k;
      before.add(pass.before() > 0 ? padded.get(last) : zeros(inputs.get(0)));
    }
    padded.clear();
    padded.addAll(before);
    counts = new ArrayList<>();
    for (int t = 0; t < inputs.size(); t++) {
      INDArray rows =
          pass.mask().get(NDArrayIndex.interval(t * batch, (t + 1) * batch), NDArrayIndex.all());
      counts.add(rows.dup().reshape(batch, 1));
      padded.add(inputs.get(t).mulColumnVector(counts.get(t)));
    }
    for (int k = 0; k < convolution.tail(); k++) {
      padded.add(zeros(inputs.get(0)));
    }
  }

  private static INDArray zeros(INDArray like) {
    return Nd4j.zeros(like.dataType(), like.shape());
  }

  /** The rows of W that meet the input k steps later. */
  private INDArray matrix(INDArray all, int k) {
    long inputs = all.size(0) / convolution.width();
    return all.get(NDArrayIndex.interval(k * inputs, (k + 1) * inputs), NDArrayIndex.all());
  }

  @Override
  public Pass after(Pass pass, int batch) {
    long first = (long) convolution.lost() * batch;
    INDArray mask =
        pass.mask().get(NDArrayIndex.interval(first, pass.mask().size(0)), NDArrayIndex.all());
    return new Pass(mask.dup(), pass.before(), pass.training(), pass.draws());
  }

  @Override
  public List<INDArray> backward(List<INDArray> outputGradients) {
    List<INDArray> gradients = padded.stream().map(Nd4jConvolution::zeros).toList();
    for (int t = 0; t < outputs.size(); t++) {
      INDArray open = outputs.get(t).gt(0).castTo(parameters.type());
      INDArray delta = outputGradients.get(t).mul(open);
      parameters.gradient("b").addi(delta.sum(true, 0));
      for (int k = 0; k < convolution.width(); k++) {
        INDArray x = padded.get(t + k);
        matrix(parameters.gradient("W"), k).addi(x.transpose().mmul(delta));
        gradients.get(t + k).addi(delta.mmul(matrix(parameters.value("W"), k).transpose()));
      }
    }
    List<INDArray> own = new ArrayList<>();
    for (int t = 0; t < counts.size(); t++) {
      own.add(gradients.get(convolution.lead() + t).mulColumnVector(counts.get(t)));
    }
    return own;
  }

  @Override
  public List<LayerParameters> parameters() {
    return List.of(parameters);
  }
}
