package io.cellsearch.training.dl4j;

import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterInitialiser;
import io.cellsearch.training.network.ParameterLayout;
import io.cellsearch.training.network.ParameterTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Names and places of a {@link CellLayer}'s parameters: our layout without gaps and our names. */
final class CellLayerParameters implements ParamInitializer {
  static final CellLayerParameters INSTANCE = new CellLayerParameters();

  private CellLayerParameters() {}

  /** Those of the recurrent layers alone. */
  static List<ParameterTensor> tensors(NetworkSpec spec) {
    return ParameterLayout.dense(spec).stream()
        .filter(tensor -> tensor.id().startsWith("layer"))
        .toList();
  }

  private static List<ParameterTensor> tensors(Layer layer) {
    return tensors(((CellLayer) layer).network());
  }

  @Override
  public long numParams(NeuralNetConfiguration configuration) {
    return numParams(configuration.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return ParameterLayout.length(tensors(layer));
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return tensors(layer).stream().map(ParameterTensor::id).toList();
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return paramKeys(layer).stream().filter(key -> isWeightParam(layer, key)).toList();
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return paramKeys(layer).stream().filter(key -> isBiasParam(layer, key)).toList();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return !isBiasParam(layer, key);
  }

  /** Every vector: regularisation, which biases are spared, is for matrices. */
  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return tensors(layer).stream()
        .anyMatch(tensor -> tensor.id().equals(key) && tensor.place().rows() == 1);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration configuration, INDArray flat, boolean initialise) {
    CellLayer layer = (CellLayer) configuration.getLayer();
    NetworkSpec spec = layer.network();
    Map<String, INDArray> views = views(layer, flat);
    ParameterInitialiser initialiser = new ParameterInitialiser(configuration.getSeed());
    for (ParameterTensor tensor : tensors(spec)) {
      configuration.addVariable(tensor.id());
      INDArray view = views.get(tensor.id());
      if (initialise && view != null) {
        float[] values = initialiser.values(tensor, spec);
        view.assign(Nd4j.createFromArray(values).reshape(view.shape()).castTo(view.dataType()));
      }
    }
    return views;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration configuration, INDArray flat) {
    return views(configuration.getLayer(), flat);
  }

  private static Map<String, INDArray> views(Layer layer, INDArray flat) {
    INDArray all = flat.reshape(flat.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    for (ParameterTensor tensor : tensors(layer)) {
      ParameterTensor.Place place = tensor.place();
      int end = place.offset() + place.size();
      views.put(
          tensor.id(),
          all.get(NDArrayIndex.interval(place.offset(), end))
              .reshape('c', place.rows(), place.columns()));
    }
    return views;
  }
}
