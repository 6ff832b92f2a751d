package io.cellsearch.training.nd4j;

import io.cellsearch.cells.Cell;
import io.cellsearch.training.network.DropoutMask;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The recurrent layers of the reference, one above the other, with dropout above each: the same
 * draws in the same order as the fast engine's. Lists have an array [batch][size] for each step;
 * masks are [time · batch][1], 1 where a row counts.
 */
public final class Nd4jStack {
  private final NetworkSpec spec;
  private final DataType type;
  private final List<Nd4jLayer> layers = new ArrayList<>();

  /** By layer, what the last pass multiplied the outputs of each step by; empty without dropout. */
  private final List<List<INDArray>> masks = new ArrayList<>();

  /**
   * Layers without parameters yet.
   *
   * @param type FLOAT or DOUBLE, what operations compute in
   */
  public Nd4jStack(NetworkSpec spec, DataType type, List<ParameterTensor> tensors) {
    this.spec = spec;
    this.type = type;
    List<Cell> cells = spec.layerCells();
    for (int layer = 0; layer < spec.layers(); layer++) {
      LayerParameters own = new LayerParameters(part(layer), tensors, type);
      Optional<Nd4jLayer> lower =
          layer == 0 ? Optional.empty() : Optional.of(layers.get(layer - 1));
      layers.add(new Nd4jLayer(cells.get(layer), own, spec.units(), lower));
    }
  }

  private static String part(int layer) {
    return "layer" + layer;
  }

  /** Takes the parameters out of a flat array and forgets the gradients. */
  public void load(double[] parameters) {
    layers.forEach(layer -> layer.parameters().load(parameters));
  }

  /** The outputs, to evaluate. */
  public List<INDArray> forward(List<INDArray> inputs, INDArray mask) {
    return run(inputs, mask, false);
  }

  /** The outputs, to train, but without dropout. */
  public List<INDArray> forwardInTraining(List<INDArray> inputs, INDArray mask) {
    return run(inputs, mask, true);
  }

  private List<INDArray> run(List<INDArray> inputs, INDArray mask, boolean training) {
    masks.clear();
    List<INDArray> values = inputs;
    for (Nd4jLayer layer : layers) {
      values = layer.forward(values, mask, training);
    }
    return values;
  }

  /** The outputs, to train. */
  public List<INDArray> forwardInTraining(
      List<INDArray> inputs, INDArray mask, RandomGenerator dropout) {
    if (spec.dropout() == 0) {
      return forwardInTraining(inputs, mask);
    }
    masks.clear();
    List<INDArray> values = inputs;
    for (Nd4jLayer layer : layers) {
      List<INDArray> drawn = draw(inputs.size(), (int) inputs.get(0).size(0), dropout);
      values = product(layer.forward(values, mask, true), drawn);
      masks.add(drawn);
    }
    return values;
  }

  private List<INDArray> draw(int steps, int batch, RandomGenerator random) {
    DropoutMask mask = new DropoutMask(spec.dropout(), steps * batch, spec.units(), spec.units());
    mask.draw(steps * batch, random);
    List<INDArray> factors = new ArrayList<>();
    for (int t = 0; t < steps; t++) {
      double[] step = new double[batch * spec.units()];
      for (int i = 0; i < step.length; i++) {
        step[i] = mask.factor(t * batch + i / spec.units(), i % spec.units());
      }
      factors.add(Nd4j.create(step, new long[] {batch, spec.units()}, type));
    }
    return factors;
  }

  private static List<INDArray> product(List<INDArray> values, List<INDArray> factors) {
    List<INDArray> products = new ArrayList<>();
    for (int t = 0; t < values.size(); t++) {
      products.add(values.get(t).mul(factors.get(t)));
    }
    return products;
  }

  /**
   * Goes on from states, to evaluate, and replaces them by the new ones.
   *
   * @param states [batch][units] by {@code layer0.h}; empty before the first step
   * @param time how many steps were before
   */
  public List<INDArray> resume(
      Map<String, INDArray> states, int time, List<INDArray> inputs, INDArray mask) {
    List<INDArray> values = inputs;
    for (int i = 0; i < layers.size(); i++) {
      Nd4jLayer layer = layers.get(i);
      String prefix = part(i) + ".";
      Map<String, INDArray> own = new LinkedHashMap<>(layer.start(inputs.get(0).size(0)).states());
      own.replaceAll((state, zero) -> states.getOrDefault(prefix + state, zero));
      values = layer.forwardFrom(new Nd4jLayer.Position(own, time), values, mask, false);
      layer.position().states().forEach((state, value) -> states.put(prefix + state, value));
    }
    return values;
  }

  /** Adds to the parameters' gradients and gives the inputs'. */
  public List<INDArray> backward(List<INDArray> outputGradients) {
    List<INDArray> deltas = outputGradients;
    for (int i = layers.size() - 1; i >= 0; i--) {
      deltas = layers.get(i).backward(masks.isEmpty() ? deltas : product(deltas, masks.get(i)));
    }
    return deltas;
  }

  /** Puts the gradients in their places of a flat array. */
  public void storeGradients(double[] gradients) {
    layers.forEach(layer -> layer.parameters().storeGradients(gradients));
  }

  /** Puts running averages that training brought up to date in their places of a flat array. */
  public void storeAverages(double[] parameters) {
    layers.forEach(layer -> layer.parameters().storeReplaced(parameters));
  }

  /** Whether values depend on other rows of the batch. */
  boolean normalises() {
    return layers.stream().anyMatch(Nd4jLayer::normalises);
  }
}
