package io.cellsearch.training.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Layer normalisation (Ba et al. 2016) of rows [batch][width]. */
final class Nd4jLayerNorm implements Nd4jStage {
  private static final double EPSILON = 1e-5;

  private final LayerParameters parameters;
  private final List<INDArray> normalised = new ArrayList<>();
  private final List<INDArray> deviations = new ArrayList<>();

  Nd4jLayerNorm(LayerParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public List<INDArray> forward(List<INDArray> inputs, Pass pass) {
    normalised.clear();
    deviations.clear();
    List<INDArray> outputs = new ArrayList<>();
    for (INDArray input : inputs) {
      INDArray differences = input.subColumnVector(mean(input));
      INDArray variance = mean(differences.mul(differences));
      INDArray deviation = Transforms.sqrt(variance.add(EPSILON), false);
      INDArray rows = differences.divColumnVector(deviation);
      normalised.add(rows);
      deviations.add(deviation);
      outputs.add(
          rows.mulRowVector(parameters.value("gain")).addiRowVector(parameters.value("shift")));
    }
    return outputs;
  }

  private static INDArray mean(INDArray rows) {
    return rows.sum(true, 1).divi(rows.size(1));
  }

  @Override
  public List<INDArray> backward(List<INDArray> outputGradients) {
    List<INDArray> gradients = new ArrayList<>();
    for (int t = 0; t < normalised.size(); t++) {
      INDArray given = outputGradients.get(t);
      INDArray rows = normalised.get(t);
      parameters.gradient("gain").addi(given.mul(rows).sum(true, 0));
      parameters.gradient("shift").addi(given.sum(true, 0));
      INDArray delta = given.mulRowVector(parameters.value("gain"));
      INDArray own = delta.subColumnVector(mean(delta));
      own.subi(rows.mulColumnVector(mean(delta.mul(rows))));
      gradients.add(own.diviColumnVector(deviations.get(t)));
    }
    return gradients;
  }

  @Override
  public List<LayerParameters> parameters() {
    return List.of(parameters);
  }
}
