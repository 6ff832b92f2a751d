package io.cellsearch.training.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An embedding as what it stands for: one-hot vectors times a matrix. */
final class Nd4jEmbedding implements Nd4jStage {
  private final LayerParameters parameters;
  private final List<INDArray> chosen = new ArrayList<>();

  Nd4jEmbedding(LayerParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public List<INDArray> forward(List<INDArray> inputs, Pass pass) {
    chosen.clear();
    INDArray table = parameters.value("W");
    List<INDArray> outputs = new ArrayList<>();
    for (int t = 0; t < inputs.size(); t++) {
      INDArray tokens = inputs.get(t);
      INDArray oneHot = Nd4j.zeros(parameters.type(), tokens.size(0), table.size(0));
      for (int b = 0; b < tokens.size(0); b++) {
        if (pass.mask().getDouble(t * tokens.size(0) + b) > 0) {
          oneHot.putScalar(b, tokens.getInt(b, 0), 1);
        }
      }
      chosen.add(oneHot);
      outputs.add(oneHot.mmul(table));
    }
    return outputs;
  }

  /** Tokens have no gradients: those of the table's vectors are given on. */
  @Override
  public List<INDArray> backward(List<INDArray> outputGradients) {
    for (int t = 0; t < chosen.size(); t++) {
      parameters.gradient("W").addi(chosen.get(t).transpose().mmul(outputGradients.get(t)));
    }
    return outputGradients;
  }

  @Override
  public List<LayerParameters> parameters() {
    return List.of(parameters);
  }
}
