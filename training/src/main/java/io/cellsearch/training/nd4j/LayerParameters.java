package io.cellsearch.training.nd4j;

import io.cellsearch.training.network.ParameterTensor;
import io.cellsearch.training.network.ParameterTensor.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays [rows][columns] of one part of a network by id, with the part's prefix taken off. */
final class LayerParameters {
  private final DataType type;
  private final Map<String, ParameterTensor> tensors = new LinkedHashMap<>();
  private final Map<String, INDArray> values = new LinkedHashMap<>();
  private final Set<String> replaced = new TreeSet<>();
  private final Map<String, INDArray> gradients = new LinkedHashMap<>();

  /**
   * @param part {@code layer0} or {@code head}
   */
  LayerParameters(String part, List<ParameterTensor> all, DataType type) {
    this.type = type;
    String prefix = part + ".";
    for (ParameterTensor tensor : all) {
      if (tensor.id().startsWith(prefix)) {
        tensors.put(tensor.id().substring(prefix.length()), tensor);
      }
    }
  }

  DataType type() {
    return type;
  }

  /** Takes the values out of a flat array and forgets the gradients. */
  void load(double[] flat) {
    gradients.clear();
    replaced.clear();
    tensors.forEach(
        (id, tensor) -> {
          Place place = tensor.place();
          double[] part = new double[place.size()];
          for (int row = 0; row < place.rows(); row++) {
            System.arraycopy(
                flat, place.index(row, 0), part, row * place.columns(), place.columns());
          }
          values.put(id, Nd4j.create(part, new long[] {place.rows(), place.columns()}, type));
        });
  }

  INDArray value(String id) {
    INDArray value = values.get(id);
    if (value == null) {
      throw new IllegalStateException("no parameter " + id + "; there are " + values.keySet());
    }
    return value;
  }

  /** Gives a statistic a new value. */
  void replace(String id, INDArray value) {
    values.put(id, value);
    replaced.add(id);
  }

  /** Puts the statistics that were replaced in their places of a flat array. */
  void storeReplaced(double[] flat) {
    for (String id : replaced) {
      Place place = Objects.requireNonNull(tensors.get(id)).place();
      double[] row = value(id).toDoubleVector();
      System.arraycopy(row, 0, flat, place.index(0, 0), row.length);
    }
  }

  /** The sum of gradients so far, to be added to in place. */
  INDArray gradient(String id) {
    return gradients.computeIfAbsent(id, key -> value(key).like());
  }

  /** Puts the gradients in their places of a flat array; those of masked numbers are 0. */
  void storeGradients(double[] flat) {
    tensors.forEach(
        (id, tensor) -> {
          Place place = tensor.place();
          INDArray gradient = gradient(id);
          for (int row = 0; row < place.rows(); row++) {
            for (int column = 0; column < place.columns(); column++) {
              flat[place.index(row, column)] =
                  tensor.isTrained(row, column) ? gradient.getDouble(row, column) : 0;
            }
          }
        });
  }
}
