package io.cellsearch.training.nd4j;

import io.cellsearch.training.network.Draws;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterTensor;
import io.cellsearch.training.network.Part;
import io.cellsearch.training.network.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Everything below the reference's head: recurrent layers, one above the other, and what is
 * between; random numbers are drawn in the same order as by the fast engine. Lists have an array
 * [batch][size] for each step; masks are [time · batch][1], 1 where a row counts.
 */
public final class Nd4jStack {
  private static final Draws NONE = Draws.all(() -> 0);

  private final NetworkSpec spec;
  private final DataType type;
  private final List<ParameterTensor> tensors;
  private final List<Nd4jStage> stages = new ArrayList<>();
  private final List<Nd4jLayer> layers = new ArrayList<>();

  /**
   * Stages without parameters yet.
   *
   * @param type FLOAT or DOUBLE, what operations compute in
   */
  public Nd4jStack(NetworkSpec spec, DataType type, List<ParameterTensor> tensors) {
    this.spec = spec;
    this.type = type;
    this.tensors = tensors;
    Variant variant = spec.variant();
    if (variant.frontEnd().embedding().isPresent()) {
      stages.add(new Nd4jEmbedding(own("embedding")));
    }
    variant
        .frontEnd()
        .convolution()
        .ifPresent(convolution -> stages.add(new Nd4jConvolution(convolution, own("convolution"))));
    if (variant.inputDropout() > 0) {
      stages.add(new Nd4jDropout(variant.inputDropout(), type, Draws::inputDropout));
    }
    List<Nd4jLayer> below = List.of();
    for (int layer = 0; layer < spec.layers(); layer++) {
      below = addLayer(layer, below);
    }
  }

  /** Adds a layer with what belongs to it and gives it, one part for each direction. */
  private List<Nd4jLayer> addLayer(int layer, List<Nd4jLayer> below) {
    List<Nd4jLayer> made = new ArrayList<>();
    for (Part part : spec.parts(layer)) {
      Optional<Nd4jLayer> lower =
          layer == 0 ? Optional.empty() : Optional.of(below.get(made.size()));
      double dropout = spec.variant().recurrentDropout();
      made.add(new Nd4jLayer(part.cell(), own(part.id()), spec.units(), dropout, lower));
    }
    layers.addAll(made);
    stages.add(
        made.size() == 1
            ? made.get(0)
            : new Nd4jBidirectional(made.get(0), made.get(1), spec.units()));
    if (spec.variant().layerNorm()) {
      stages.add(new Nd4jLayerNorm(own("norm" + layer)));
    }
    if (spec.dropout() > 0) {
      stages.add(new Nd4jDropout(spec.dropout(), type, Draws::dropout));
    }
    return made;
  }

  private LayerParameters own(String part) {
    return new LayerParameters(part, tensors, type);
  }

  private List<LayerParameters> parameters() {
    return stages.stream().flatMap(stage -> stage.parameters().stream()).toList();
  }

  /** Takes the parameters out of a flat array and forgets the gradients. */
  public void load(double[] parameters) {
    parameters().forEach(own -> own.load(parameters));
  }

  /** The outputs, to evaluate. */
  public List<INDArray> forward(List<INDArray> inputs, INDArray mask) {
    return run(inputs, new Nd4jStage.Pass(mask, 0, false, NONE));
  }

  /** The outputs, to train, of a network without dropout. */
  public List<INDArray> forwardInTraining(List<INDArray> inputs, INDArray mask) {
    return run(inputs, new Nd4jStage.Pass(mask, 0, true, NONE));
  }

  /** The outputs of a pass. */
  List<INDArray> run(List<INDArray> inputs, Nd4jStage.Pass pass) {
    List<INDArray> values = inputs;
    Nd4jStage.Pass now = pass;
    int batch = (int) inputs.get(0).size(0);
    for (Nd4jStage stage : stages) {
      values = stage.forward(values, now);
      now = stage.after(now, batch);
    }
    return values;
  }

  /**
   * Goes on from states, to evaluate, and replaces them by the new ones; for a plain stack.
   *
   * @param states [batch][units] by {@code layer0.h}; empty before the first step
   * @param time how many steps were before
   */
  public List<INDArray> resume(
      Map<String, INDArray> states, int time, List<INDArray> inputs, INDArray mask) {
    List<INDArray> values = inputs;
    for (int i = 0; i < layers.size(); i++) {
      Nd4jLayer layer = layers.get(i);
      String prefix = "layer" + i + ".";
      Map<String, INDArray> own = new LinkedHashMap<>(layer.start(inputs.get(0).size(0)).states());
      own.replaceAll((state, zero) -> states.getOrDefault(prefix + state, zero));
      Nd4jLayer.Position from = new Nd4jLayer.Position(own, time);
      values = layer.forwardFrom(from, values, new Nd4jStage.Pass(mask, time, false, NONE));
      layer.position().states().forEach((state, value) -> states.put(prefix + state, value));
    }
    return values;
  }

  /** Adds to the parameters' gradients and gives the inputs'. */
  public List<INDArray> backward(List<INDArray> outputGradients) {
    List<INDArray> deltas = outputGradients;
    for (int i = stages.size() - 1; i >= 0; i--) {
      deltas = stages.get(i).backward(deltas);
    }
    return deltas;
  }

  /** Puts the gradients in their places of a flat array. */
  public void storeGradients(double[] gradients) {
    parameters().forEach(own -> own.storeGradients(gradients));
  }

  /** Puts running averages that training brought up to date in their places of a flat array. */
  public void storeAverages(double[] parameters) {
    parameters().forEach(own -> own.storeReplaced(parameters));
  }

  /** Whether values depend on other rows of the batch. */
  boolean normalises() {
    return layers.stream().anyMatch(Nd4jLayer::normalises);
  }
}
