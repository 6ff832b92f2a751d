package io.cellsearch.training.dl4j;

import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterTensor;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Finds our matrices and vectors in DL4J's tables of parameters or gradients. */
final class ParameterViews {
  private final NetworkSpec spec;
  private final Optional<StockLayer> stock;

  ParameterViews(NetworkSpec spec) {
    this.spec = spec;
    this.stock = StockLayer.of(spec);
  }

  /** Puts values [rows][columns] into a table. */
  void write(ParameterTensor tensor, float[] values, Map<String, INDArray> table) {
    INDArray view = find(tensor, table);
    view.assign(Nd4j.createFromArray(values).reshape(view.shape()).castTo(view.dataType()));
  }

  /** Takes values [rows][columns] out of a table. */
  float[] read(ParameterTensor tensor, Map<String, INDArray> table) {
    INDArray values = find(tensor, table).dup('c');
    return values.reshape(values.length()).toFloatVector();
  }

  /** A view [rows][columns] of a table. */
  private INDArray find(ParameterTensor tensor, Map<String, INDArray> table) {
    int dot = tensor.id().indexOf('.');
    String part = tensor.id().substring(0, dot);
    String name = tensor.id().substring(dot + 1);
    if (part.equals("head")) {
      return get(table, Dl4jConfiguration.headIndex(spec) + "_" + name);
    }
    if (stock.isEmpty()) {
      return get(table, "0_" + tensor.id());
    }
    StockLayer.Place place = stock.get().place(name, spec.units());
    INDArray array = get(table, part.substring("layer".length()) + "_" + place.array());
    int width = place.isColumn() ? 1 : spec.units();
    INDArray columns =
        array.get(
            NDArrayIndex.all(),
            NDArrayIndex.interval(place.firstColumn(), place.firstColumn() + width));
    return place.isColumn() ? columns.transpose() : columns;
  }

  private static INDArray get(Map<String, INDArray> table, String key) {
    INDArray array = table.get(key);
    if (array == null) {
      throw new IllegalStateException("DL4J has no " + key + ", but " + table.keySet());
    }
    return array;
  }
}
