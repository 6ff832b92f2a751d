package io.cellsearch.training.network;

import io.cellsearch.cells.CellParameter;
import io.cellsearch.cells.Initialiser;
import io.cellsearch.training.network.ParameterTensor.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Names and places of a network's parameters. Engines differ in places only. */
public final class ParameterLayout {
  /** The id of the head's bias. */
  public static final String HEAD_BIAS = "head.b";

  private static final Initialiser ZERO = new Initialiser.Bias(Initialiser.Gate.OTHER, 0);

  /** Embedded tokens have the variance 1 of scaled inputs: that of U(±√3). */
  private static final Initialiser EMBEDDED = new Initialiser.Uniform(-Math.sqrt(3), Math.sqrt(3));

  private ParameterLayout() {}

  /** The layout without gaps: layer after layer in the order of the cell's text, then the head. */
  public static List<ParameterTensor> dense(NetworkSpec spec) {
    List<ParameterTensor> tensors = new ArrayList<>();
    List<ParameterTensor> front = front(spec, 0);
    tensors.addAll(front);
    int offset = length(front);
    for (int layer = 0; layer < spec.layers(); layer++) {
      for (Part part : spec.parts(layer)) {
        for (CellParameter parameter : part.cell().parameters()) {
          int rows = parameter.rows(part.inputs(), spec.units());
          Place place = new Place(offset, rows, spec.units(), spec.units());
          tensors.add(part.tensor(parameter.id(), place));
          offset += place.size();
        }
      }
      tensors.addAll(norm(spec, layer, offset));
      offset += normSize(spec);
    }
    tensors.addAll(head(spec, offset));
    return List.copyOf(tensors);
  }

  /** Those of the front end, from the input up, one after the other. */
  static List<ParameterTensor> front(NetworkSpec spec, int offset) {
    FrontEnd frontEnd = spec.variant().frontEnd();
    List<ParameterTensor> tensors = new ArrayList<>();
    int next = offset;
    if (frontEnd.embedding().isPresent()) {
      int width = frontEnd.embedding().getAsInt();
      Place table = new Place(next, spec.inputs(), width, width);
      tensors.add(unbounded("embedding.W", table, EMBEDDED));
      next += table.size();
    }
    if (frontEnd.convolution().isPresent()) {
      Convolution convolution = frontEnd.convolution().get();
      int filters = convolution.filters();
      int rows = convolution.width() * frontEnd.embedded(spec.inputs());
      Place matrix = new Place(next, rows, filters, filters);
      Place bias = new Place(next + matrix.size(), 1, filters, filters);
      tensors.add(unbounded("convolution.W", matrix, new Initialiser.GlorotUniform()));
      tensors.add(unbounded("convolution.b", bias, ZERO));
    }
    return tensors;
  }

  /** Gain and shift of a layer's normalisation; nothing where layers are not normalised. */
  static List<ParameterTensor> norm(NetworkSpec spec, int layer, int offset) {
    if (!spec.variant().layerNorm()) {
      return List.of();
    }
    Place gain = new Place(offset, 1, spec.width(), spec.width());
    Place shift = new Place(offset + spec.width(), 1, spec.width(), spec.width());
    return List.of(
        unbounded("norm" + layer + ".gain", gain, new Initialiser.Fixed(1)),
        unbounded("norm" + layer + ".shift", shift, new Initialiser.Fixed(0)));
  }

  static int normSize(NetworkSpec spec) {
    return spec.variant().layerNorm() ? 2 * spec.width() : 0;
  }

  /**
   * The head's matrix [units][outputs] and bias [outputs], one after the other. The bias is 0 only
   * as long as no targets are known: training starts it at their best constant.
   */
  static List<ParameterTensor> head(NetworkSpec spec, int offset) {
    Place matrix = new Place(offset, spec.width(), spec.outputs(), spec.outputs());
    Place bias = new Place(offset + matrix.size(), 1, spec.outputs(), spec.outputs());
    return List.of(
        unbounded("head.W", matrix, new Initialiser.GlorotUniform()),
        unbounded(HEAD_BIAS, bias, ZERO));
  }

  /** How long a flat array must be to hold all of them. */
  public static int length(List<ParameterTensor> tensors) {
    return tensors.stream()
        .map(ParameterTensor::place)
        .mapToInt(place -> place.index(place.rows() - 1, place.columns()))
        .max()
        .orElse(0);
  }

  private static ParameterTensor unbounded(String id, Place place, Initialiser initialiser) {
    return new ParameterTensor(id, place, initialiser, OptionalDouble.empty(), OptionalInt.empty());
  }
}
