package io.cellsearch.training.nd4j;

import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterTensor;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks of DL4J's own layers with the weights of one of ours; heads at every step. */
final class Dl4jLayers {
  /** DL4J's order of gates; its "input" is the candidate, its "input modulation" the input gate. */
  private static final List<String> GATES = List.of("g", "f", "o", "i");

  /** The order of the columns that GravesLSTM appends to its recurrent weights. */
  private static final List<String> PEEPHOLES = List.of("f.p", "o.p", "i.p");

  private Dl4jLayers() {}

  /** The head's linear outputs [time][batch][outputs]. */
  static double[] outputs(NetworkSpec spec, List<ParameterTensor> tensors, float[] flat, Batch in) {
    MultiLayerNetwork network = network(spec);
    for (ParameterTensor tensor : tensors) {
      INDArray values =
          Nd4j.create(
              tensor.read(flat),
              new long[] {tensor.place().rows(), tensor.place().columns()},
              DataType.FLOAT);
      copy(spec, network, tensor.id().split("\\.", 2), values);
    }
    INDArray x =
        Nd4j.create(in.inputs(), new long[] {in.steps(), in.size(), spec.inputs()}, DataType.FLOAT)
            .permute(1, 2, 0);
    INDArray outputs = network.output(x.dup('f')).permute(2, 0, 1).dup('c');
    return outputs.reshape(outputs.length()).toDoubleVector();
  }

  private static MultiLayerNetwork network(NetworkSpec spec) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder().dataType(DataType.FLOAT).list();
    for (int layer = 0; layer < spec.layers(); layer++) {
      BaseRecurrentLayer.Builder<?> builder =
          switch (spec.cell().name()) {
            case "lstm" -> new LSTM.Builder().gateActivationFunction(Activation.SIGMOID);
            case "lstm-peephole" ->
                new GravesLSTM.Builder().gateActivationFunction(Activation.SIGMOID);
            case "rnn-tanh" -> new SimpleRnn.Builder();
            default -> throw new IllegalArgumentException("DL4J has no " + spec.cell().name());
          };
      builder.nIn(spec.layerInputs(layer)).nOut(spec.units()).activation(Activation.TANH);
      layers.layer(builder.build());
    }
    layers.layer(
        new RnnOutputLayer.Builder(LossFunction.MSE)
            .nIn(spec.units())
            .nOut(spec.outputs())
            .activation(Activation.IDENTITY)
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    return network;
  }

  /**
   * @param id part and name, for instance {@code layer0} and {@code f.U.h}
   */
  private static void copy(
      NetworkSpec spec, MultiLayerNetwork network, String[] id, INDArray values) {
    if (id[0].equals("head")) {
      network.getLayer(spec.layers()).getParam(id[1]).assign(values);
      return;
    }
    int layer = Integer.parseInt(id[0].substring("layer".length()));
    String[] name = id[1].split("\\.");
    String array = name[1].equals("U") || name[1].equals("p") ? "RW" : name[1];
    int units = spec.units();
    INDArray to = network.getLayer(layer).getParam(array);
    if (name[1].equals("p")) {
      int column = 4 * units + PEEPHOLES.indexOf(id[1]);
      to.put(columns(column, column + 1), values.reshape(units, 1));
      return;
    }
    int first = Math.max(0, GATES.indexOf(name[0])) * units;
    to.put(columns(first, first + units), values);
  }

  private static INDArrayIndex[] columns(int first, int end) {
    return new INDArrayIndex[] {NDArrayIndex.all(), NDArrayIndex.interval(first, end)};
  }
}
