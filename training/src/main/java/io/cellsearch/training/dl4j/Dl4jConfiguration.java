package io.cellsearch.training.dl4j;

import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;
import io.cellsearch.training.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The configuration of the DL4J network that computes what one of ours does. */
final class Dl4jConfiguration {
  private Dl4jConfiguration() {}

  /** Stock layers where DL4J has the cell, else one layer of ours that holds the whole stack. */
  static MultiLayerConfiguration of(NetworkSpec spec, IUpdater updater) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.FLOAT)
            .updater(updater)
            // the mean over a batch is taken by the loss's own count of rows
            .miniBatch(false)
            .list();
    List<BaseLayer> recurrent = recurrent(spec);
    for (int i = 0; i < recurrent.size(); i++) {
      BaseLayer layer = recurrent.get(i);
      boolean last = i == recurrent.size() - 1 && spec.head() == Head.LAST_STEP;
      list.layer(last ? new LastTimeStep(layer) : layer);
    }
    list.layer(head(spec));
    return list.build();
  }

  /** Which of the layers the head is. */
  static int headIndex(NetworkSpec spec) {
    return StockLayer.of(spec).isPresent() ? spec.layers() : 1;
  }

  private static List<BaseLayer> recurrent(NetworkSpec spec) {
    Optional<StockLayer> stock = StockLayer.of(spec);
    if (stock.isEmpty()) {
      return List.of(CellLayer.of(spec));
    }
    List<BaseLayer> layers = new ArrayList<>();
    for (int i = 0; i < spec.layers(); i++) {
      BaseLayer layer = stock.get().layer(spec.layerInputs(i), spec.units());
      if (i > 0) {
        drop(layer, spec.dropout());
      }
      layers.add(layer);
    }
    return layers;
  }

  /** Ours drops a layer's outputs, DL4J the inputs of the next one; it is told what to keep. */
  private static void drop(Layer layer, double rate) {
    if (rate > 0) {
      layer.setIDropout(new org.deeplearning4j.nn.conf.dropout.Dropout(1 - rate));
    }
  }

  private static Layer head(NetworkSpec spec) {
    BaseOutputLayer.Builder<?> builder =
        spec.head() == Head.LAST_STEP
            ? new OutputLayer.Builder(loss(spec.loss()))
            : new RnnOutputLayer.Builder(loss(spec.loss()));
    builder.nIn(spec.units()).nOut(spec.outputs()).activation(activation(spec.loss()));
    BaseOutputLayer head = builder.build();
    drop(head, spec.dropout());
    return head;
  }

  private static LossFunction loss(Loss loss) {
    return switch (loss) {
      case MSE -> LossFunction.MSE;
      case SOFTMAX_CROSS_ENTROPY -> LossFunction.MCXENT;
      case SIGMOID_CROSS_ENTROPY -> LossFunction.XENT;
    };
  }

  private static Activation activation(Loss loss) {
    return switch (loss) {
      case MSE -> Activation.IDENTITY;
      case SOFTMAX_CROSS_ENTROPY -> Activation.SOFTMAX;
      case SIGMOID_CROSS_ENTROPY -> Activation.SIGMOID;
    };
  }
}
